package dev.adjudge.connector.databox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How Databox is spoken to; without a token the sandbox answers. */
@ConfigMapping(prefix = "adjudge.connector.databox")
interface DataboxSettings {

    /** Another address than Databox's own. */
    Optional<String> url();

    /** The token of a custom data source (Push API). */
    Optional<String> token();

    /** How often it is looked whether a day is to be pushed; {@code off} for a replica that does not. */
    @WithDefault("15m")
    String every();
}
