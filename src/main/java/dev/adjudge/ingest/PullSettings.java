package dev.adjudge.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/** When sources are pulled without anybody asking. */
@ConfigMapping(prefix = "adjudge.pull")
interface PullSettings {

    /** How often it is looked whether a pull is due, so that one that failed is tried again; {@code off} for never. */
    @WithDefault("10m")
    String look();

    /** The time of the day (UTC) from which on the day's pull of all figures is due. */
    @WithDefault("06:00")
    LocalTime at();

    /** How old what is known of campaigns themselves may become: status, budget, name. */
    @WithDefault("1h")
    Duration campaigns();
}
