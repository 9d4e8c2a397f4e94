package dev.adjudge.ai;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;

/** Who is asked about texts. */
@ConfigMapping(prefix = "adjudge.ai")
interface AiSettings {

    @WithDefault("local")
    Provider provider();

    /** By the names in {@link dev.adjudge.fact.ClassifierVersion}. */
    enum Provider {
        LOCAL,
        OPENAI;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
