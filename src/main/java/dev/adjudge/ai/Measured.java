package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How well a classifier did on labelled texts.
 *
 * @param texts so many had an intent
 * @param accuracy the share of them whose intent it said
 * @param macroF1 the mean of the intents' F1, over those that occur
 * @param sentiments so many had a sentiment
 * @param calibrationError how far, on average, its confidence is from the share that is right; 0 is honest
 */
public record Measured(
        int texts,
        double accuracy,
        double macroF1,
        List<PerIntent> intents,
        List<Acted> acted,
        int sentiments,
        double sentimentAccuracy,
        double calibrationError,
        double sentimentCalibrationError) {

    private static final int BINS = 10;

    /** What becomes of texts on its word alone, and from which confidence on. */
    private static final List<Bar> BARS = List.of(new Bar(Intent.TOXIC, "0.8"), new Bar(Intent.SPAM, "0.9"));

    private record Bar(Intent intent, String above) {}

    /** How often an intent was the label, was said, and both. */
    public record PerIntent(Intent intent, int labelled, int said, int right) {

        public double f1() {
            return labelled + said == 0 ? 0 : 2.0 * right / (labelled + said);
        }
    }

    /**
     * What is said with a confidence above the one from which on texts are hidden or deleted.
     *
     * @param said so many texts; those that are labelled as no spam count for spam
     * @param right so many of them rightly
     * @param labelled so many should have been
     */
    public record Acted(Intent intent, BigDecimal above, int said, int right, int labelled) {

        /** 1 when nothing was said: nothing was wrong. */
        public double precision() {
            return share(right, said, 1);
        }

        public double recall() {
            return share(right, labelled, 1);
        }
    }

    static Measured of(List<Judged> judged) {
        List<Judged> intents =
                judged.stream().filter(one -> one.intent() != null).toList();
        List<Judged> sentiments =
                judged.stream().filter(one -> one.sentiment() != null).toList();
        List<PerIntent> perIntent = Arrays.stream(Intent.values())
                .map(intent -> new PerIntent(
                        intent,
                        count(intents, one -> one.intent() == intent),
                        count(intents, one -> one.said().intent() == intent),
                        count(intents, one -> one.intent() == intent && one.intentRight())))
                .toList();
        return new Measured(
                intents.size(),
                share(count(intents, Judged::intentRight), intents.size(), 0),
                perIntent.stream()
                        .filter(intent -> intent.labelled() > 0)
                        .mapToDouble(PerIntent::f1)
                        .average()
                        .orElse(0),
                perIntent,
                BARS.stream().map(bar -> acted(bar, judged)).toList(),
                sentiments.size(),
                share(count(sentiments, Measured::sentimentRight), sentiments.size(), 0),
                error(intents, one -> one.said().confidence().doubleValue(), Judged::intentRight),
                error(sentiments, one -> one.said().sentimentConfidence().doubleValue(), Measured::sentimentRight));
    }

    Acted acted(Intent intent) {
        return acted.stream().filter(one -> one.intent() == intent).findFirst().orElseThrow();
    }

    private static Acted acted(Bar bar, List<Judged> judged) {
        BigDecimal above = new BigDecimal(bar.above());
        List<Judged> said = judged.stream()
                .filter(one -> one.tells(bar.intent()))
                .filter(one -> one.said().intent() == bar.intent()
                        && one.said().confidence().compareTo(above) > 0)
                .toList();
        return new Acted(
                bar.intent(),
                above,
                said.size(),
                count(said, Judged::intentRight),
                count(judged, one -> one.intent() == bar.intent()));
    }

    private static boolean sentimentRight(Judged one) {
        return one.said().sentiment() == one.sentiment();
    }

    /** Texts of like confidence together: confidence on average against the share that is right, weighted by how many they are. */
    private static double error(List<Judged> judged, ToDoubleFunction<Judged> confidence, Predicate<Judged> right) {
        double[] surplus = new double[BINS];
        for (Judged one : judged) {
            double sure = confidence.applyAsDouble(one);
            surplus[Math.min(BINS - 1, (int) (sure * BINS))] += sure - (right.test(one) ? 1 : 0);
        }
        return judged.isEmpty() ? 0 : Arrays.stream(surplus).map(Math::abs).sum() / judged.size();
    }

    private static int count(List<Judged> judged, Predicate<Judged> which) {
        return (int) judged.stream().filter(which).count();
    }

    private static double share(int part, int whole, double otherwise) {
        return whole == 0 ? otherwise : (double) part / whole;
    }
}
