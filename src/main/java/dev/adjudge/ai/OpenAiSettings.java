package dev.adjudge.ai;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** The language model, and what asking it may take. */
@ConfigMapping(prefix = "adjudge.ai.openai")
interface OpenAiSettings {

    /** OpenAI's own, where none is set and there is a key. */
    String OPENAI = "https://api.openai.com/v1";

    Optional<String> url();

    Optional<String> apiKey();

    @WithDefault("gpt-4.1-mini-2025-04-14")
    String model();

    Optional<String> version();

    Optional<Double> temperature();

    /** For one text, with all attempts. */
    @WithDefault("4s")
    Duration timeout();

    /** For several at once, with all attempts. */
    @WithDefault("30s")
    Duration batchTimeout();

    /** Doubles with each attempt, to ten seconds at most. */
    @WithDefault("1s")
    Duration firstRetry();

    /** Texts at once. */
    @WithDefault("10")
    int batch();

    /** Tokens of the texts at once, as estimated. */
    @WithDefault("1500")
    int batchTokens();

    /** Characters of a text that are sent. */
    @WithDefault("2000")
    int characters();

    /** Tokens that the answer may take for each text. */
    @WithDefault("200")
    int answerTokens();

    @WithDefault("USD")
    String currency();

    /** Of a million tokens that are sent. */
    @WithDefault("0.40")
    BigDecimal inputPrice();

    /** Of a million tokens that are answered. */
    @WithDefault("1.60")
    BigDecimal outputPrice();

    Optional<BigDecimal> costPerDay();

    /** The address; empty where the model can't be asked. */
    default Optional<String> address() {
        return url().or(() -> apiKey().map(key -> OPENAI));
    }
}
