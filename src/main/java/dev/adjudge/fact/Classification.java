package dev.adjudge.fact;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier thinks of a text.
 *
 * @param confidence in the intent, 0 to 1, four decimals; of texts that are classified with 0.8, eight in ten are what it says
 * @param sentimentConfidence likewise
 * @param replyRequired whether its author waits for an answer
 * @param flags what it is besides, in small letters: other intents ({@code toxic} on a complaint), or {@code instruction} where the text
 *     addresses the classifier
 * @param reason at most a sentence; null when the classifier gives none
 */
public record Classification(
        Intent intent,
        BigDecimal confidence,
        Sentiment sentiment,
        BigDecimal sentimentConfidence,
        boolean replyRequired,
        Set<String> flags,
        @Nullable String reason,
        ClassifierVersion by) {

    public Classification {
        flags = Set.copyOf(flags);
        within("confidence", confidence);
        within("sentimentConfidence", sentimentConfidence);
    }

    private static void within(String field, BigDecimal value) {
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(field + " is " + value + ", allowed is 0 to 1");
        }
    }
}
