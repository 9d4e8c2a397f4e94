package dev.adjudge.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What happens when the service starts on an empty database. */
@ConfigMapping(prefix = "adjudge.first-start")
public interface FirstStartSettings {

    /** Whether campaigns are pulled from every source. */
    @WithDefault("true")
    boolean fill();

    /** How many days of them. */
    @WithDefault("60")
    int days();
}
