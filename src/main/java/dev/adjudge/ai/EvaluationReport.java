package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was measured of the local classifier, for people to read. */
final class EvaluationReport {

    private static final int WARM_UP = 2_000;

    private final StringBuilder report = new StringBuilder();

    private EvaluationReport() {}

    static String of(LocalClassifier classifier, List<TrainingText> texts) {
        List<Judged> judged = Judged.by(classifier, texts);
        EvaluationReport report = new EvaluationReport();
        report.summary(Measured.of(judged), Confusion.ofSentiments(judged));
        report.line("%nintents, a row a label:%n%s", Confusion.ofIntents(judged));
        report.line("sentiments, a row a label:%n%s", Confusion.ofSentiments(judged));
        report.sources(texts, judged);
        report.speed(classifier, texts);
        return report.report.toString();
    }

    private void summary(Measured measured, Confusion sentiments) {
        line(
                "intent     %d texts, accuracy %.4f, macro-F1 %.4f, calibration error %.4f",
                measured.texts(), measured.accuracy(), measured.macroF1(), measured.calibrationError());
        line(
                "sentiment  %d texts, accuracy %.4f, macro-F1 %.4f, calibration error %.4f",
                measured.sentiments(),
                measured.sentimentAccuracy(),
                sentiments.macroF1(),
                measured.sentimentCalibrationError());
        for (Measured.Acted acted : measured.acted()) {
            line(
                    "%-10s above %s: precision %.4f (%d of %d), recall %.4f (%d of %d)",
                    acted.intent().word(),
                    acted.above(),
                    acted.precision(),
                    acted.right(),
                    acted.said(),
                    acted.recall(),
                    acted.right(),
                    acted.labelled());
        }
    }

    private void sources(List<TrainingText> texts, List<Judged> judged) {
        Map<String, int[]> right = new TreeMap<>();
        for (int i = 0; i < judged.size(); i++) {
            Judged one = judged.get(i);
            Intent intent = one.intent();
            Sentiment sentiment = one.sentiment();
            String source = texts.get(i).source() + ", ";
            if (intent != null) {
                count(right, source + intent.word(), one.intentRight());
            }
            if (one.notSpam()) {
                count(right, source + "not-spam", one.said().intent() != Intent.SPAM);
            }
            if (sentiment != null) {
                count(right, source + sentiment.word(), one.said().sentiment() == sentiment);
            }
        }
        line("right, by source and label:");
        right.forEach((label, counts) ->
                line("  %-24s %.4f (%d of %d)", label, (double) counts[0] / counts[1], counts[0], counts[1]));
    }

    private static void count(Map<String, int[]> right, String label, boolean correct) {
        int[] counts = right.computeIfAbsent(label, first -> new int[2]);
        counts[0] += correct ? 1 : 0;
        counts[1]++;
    }

    private void speed(LocalClassifier classifier, List<TrainingText> texts) {
        for (int i = 0; i < WARM_UP; i++) {
            classifier.classify(texts.get(i % texts.size()).text());
        }
        long[] took = new long[texts.size()];
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            classifier.classify(texts.get(i).text());
            took[i] = System.nanoTime() - start;
        }
        double seconds = Arrays.stream(took).sum() / 1e9;
        Arrays.sort(took);
        line(
                "a text takes %.3f ms (p50), %.3f ms (p99); %.0f texts a second on one thread",
                took[took.length / 2] / 1e6, took[took.length * 99 / 100] / 1e6, took.length / seconds);
    }

    private void line(String format, Object... parts) {
        report.append(String.format(Locale.ROOT, format, parts)).append(System.lineSeparator());
    }

    /** How often what was said of which label: a row a label, a column a word. */
    private record Confusion(List<String> words, int[][] counts) {

        static Confusion ofIntents(List<Judged> judged) {
            return of(Intent.values(), judged, one -> one.intent() != null, one ->
                    new Enum<?>[] {one.intent(), one.said().intent()});
        }

        static Confusion ofSentiments(List<Judged> judged) {
            return of(Sentiment.values(), judged, one -> one.sentiment() != null, one ->
                    new Enum<?>[] {one.sentiment(), one.said().sentiment()});
        }

        private static Confusion of(
                Enum<?>[] words,
                List<Judged> judged,
                Predicate<Judged> labelled,
                java.util.function.Function<Judged, Enum<?>[]> pair) {
            int[][] counts = new int[words.length][words.length];
            judged.stream().filter(labelled).map(pair).forEach(p -> counts[p[0].ordinal()][p[1].ordinal()]++);
            return new Confusion(
                    Arrays.stream(words)
                            .map(word -> word.name().toLowerCase(Locale.ROOT))
                            .toList(),
                    counts);
        }

        double macroF1() {
            double sum = 0;
            int classes = 0;
            for (int c = 0; c < counts.length; c++) {
                int labelled = Arrays.stream(counts[c]).sum();
                int column = c;
                int said = Arrays.stream(counts).mapToInt(row -> row[column]).sum();
                sum += labelled == 0 ? 0 : 2.0 * counts[c][c] / (labelled + said);
                classes += labelled == 0 ? 0 : 1;
            }
            return classes == 0 ? 0 : sum / classes;
        }

        @Override
        public String toString() {
            StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "  %-10s", ""));
            words.forEach(word -> table.append(String.format(Locale.ROOT, "%10s", word)));
            for (int row = 0; row < counts.length; row++) {
                table.append(String.format(Locale.ROOT, "%n  %-10s", words.get(row)));
                Arrays.stream(counts[row]).forEach(count -> table.append(String.format(Locale.ROOT, "%10d", count)));
            }
            return table.toString();
        }
    }
}
