package dev.adjudge.ai;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The replies that are ready. */
@ConfigMapping(prefix = "adjudge.ai.reply")
interface ReplySettings {

    /** A file instead of the one that comes with the service. */
    Optional<Path> templates();

    /** Where the text's can't be told. */
    @WithDefault("en")
    String language();
}
