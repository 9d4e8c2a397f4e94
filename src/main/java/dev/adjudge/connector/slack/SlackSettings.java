package dev.adjudge.connector.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How Slack is spoken to: by a bot's token, or by an incoming webhook; without either the sandbox answers. */
@ConfigMapping(prefix = "adjudge.connector.slack")
interface SlackSettings {

    /** Another address than Slack's own. */
    Optional<String> url();

    /** A bot token with {@code chat:write}. */
    Optional<String> token();

    /** The channel that a bot writes to, by id or name. */
    @WithDefault("#adjudge")
    String channel();

    /** The address of an incoming webhook, which belongs to one channel. It is a secret. */
    Optional<String> webhook();
}
