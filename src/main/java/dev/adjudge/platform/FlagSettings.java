package dev.adjudge.platform;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;

/** Feature flags as they are until somebody sets them otherwise, {@code adjudge.flags.*}. */
@ConfigMapping(prefix = "adjudge.flags")
public interface FlagSettings {

    /** By name. */
    @WithParentName
    Map<String, Preset> all();

    /** One flag. */
    interface Preset {

        /** On which share it is on, 0 to 100 %. */
        @WithDefault("100")
        int rolloutPercent();

        /** What becomes of the others; the first holds until another is set. */
        List<String> fallbacks();
    }
}
