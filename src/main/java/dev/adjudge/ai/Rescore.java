package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What would change if another classifier were chosen, on the same texts.
 *
 * @param texts how many there are
 * @param agreement the share of texts of which both say the same intent, 0 to 1, four decimals
 * @param sentimentAgreement likewise
 * @param moves how many texts go from an intent (first) to one (second), those that stay included
 * @param confidenceChange what the mean confidence in the intent changes by
 * @param changed the texts whose intent or sentiment changes, in their order
 */
public record Rescore(
        ClassifierVersion current,
        ClassifierVersion candidate,
        int texts,
        BigDecimal agreement,
        BigDecimal sentimentAgreement,
        Map<Intent, Map<Intent, Integer>> moves,
        BigDecimal confidenceChange,
        List<Change> changed) {

    private static final int DECIMALS = 4;

    /**
     * A text of which the two say something else.
     *
     * @param index in the texts, from 0
     */
    public record Change(int index, Classification from, Classification to) {}

    /** Asks both about the texts that come with the service, in all intents and several languages. */
    public static Rescore ofSample(Classifier current, Classifier candidate) throws ClassifierFailed {
        return of(sample(), current, candidate);
    }

    /** The texts that come with the service. */
    public static List<String> sample() {
        return SampleText.all().stream().map(SampleText::text).toList();
    }

    /**
     * Asks both.
     *
     * @throws ClassifierFailed when one of them can't say something of each text: there is nothing to compare then
     */
    public static Rescore of(List<String> texts, Classifier current, Classifier candidate) throws ClassifierFailed {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("There are no texts to compare classifiers on: give one at least");
        }
        List<Classification> before = current.classify(texts);
        List<Classification> after = candidate.classify(texts);
        Map<Intent, Map<Intent, Integer>> moves = new EnumMap<>(Intent.class);
        List<Change> changed = new ArrayList<>();
        int sameIntent = 0;
        int sameSentiment = 0;
        BigDecimal confidence = BigDecimal.ZERO;
        for (int i = 0; i < texts.size(); i++) {
            Classification from = before.get(i);
            Classification to = after.get(i);
            moves.computeIfAbsent(from.intent(), intent -> new EnumMap<>(Intent.class))
                    .merge(to.intent(), 1, Integer::sum);
            confidence = confidence.add(to.confidence()).subtract(from.confidence());
            sameIntent += from.intent() == to.intent() ? 1 : 0;
            sameSentiment += from.sentiment() == to.sentiment() ? 1 : 0;
            if (from.intent() != to.intent() || from.sentiment() != to.sentiment()) {
                changed.add(new Change(i, from, to));
            }
        }
        return new Rescore(
                current.version(),
                candidate.version(),
                texts.size(),
                share(BigDecimal.valueOf(sameIntent), texts.size()),
                share(BigDecimal.valueOf(sameSentiment), texts.size()),
                moves,
                share(confidence, texts.size()),
                List.copyOf(changed));
    }

    private static BigDecimal share(BigDecimal part, int whole) {
        return part.divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP);
    }
}
