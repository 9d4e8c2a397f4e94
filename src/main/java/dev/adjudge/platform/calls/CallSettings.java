package dev.adjudge.platform.calls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How many calls each platform may be sent. */
@ConfigMapping(prefix = "adjudge.calls")
interface CallSettings {

    @WithParentName
    Map<String, Limit> limits();

    interface Limit {

        /** At least 1. */
        int most();

        /** At least a second. */
        Duration within();

        /** Whether windows follow each other, each with all its calls; otherwise any span as long counts. */
        @WithDefault("false")
        boolean fixed();

        /** How many of them may come at once where any span counts; a tenth when it is not set. */
        Optional<Integer> atOnce();
    }
}
