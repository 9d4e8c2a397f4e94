package dev.adjudge.act;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When people are told of alerts. */
@ConfigMapping(prefix = "adjudge.alert")
interface AlertSettings {

    /** How often what could be out of the ordinary is looked for; {@code off} for never. */
    @WithDefault("5m")
    String watch();

    /** How often messages are sent, and alerts looked for that nobody acknowledged; {@code off} for a replica that sends none. */
    @WithDefault("5s")
    String messages();

    /** How long a message waits for more of its kind, so that a storm is one message. */
    @WithDefault("10s")
    Duration gather();

    /** The least time between two messages of the same rule on a channel; what is critical does not wait for it. */
    @WithDefault("5m")
    Duration pause();

    /** Tries before a message is given up. */
    @WithDefault("20")
    int attempts();
}
