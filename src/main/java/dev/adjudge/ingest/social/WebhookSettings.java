package dev.adjudge.ingest.social;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what platforms tell by themselves is read. */
@ConfigMapping(prefix = "adjudge.webhooks")
interface WebhookSettings {

    /** How often it is looked for webhooks to be read when nobody wakes it; {@code off} for a replica that reads none. */
    @WithDefault("1s")
    String poll();

    /** How many are read at once. */
    @WithDefault("100")
    int batch();

    /** How long they may be held; then another replica takes them. */
    @WithDefault("1m")
    Duration lease();

    /** How often one may fail before it is given up. */
    @WithDefault("10")
    int tries();

    /** How often it is looked for what webhooks did not tell; {@code off} for a replica that does not. */
    @WithDefault("10m")
    String pull();
}
