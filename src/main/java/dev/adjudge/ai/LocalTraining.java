package dev.adjudge.ai;

import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a new version of the local classifier from what moderators decided, and compares it with the one it was made from, on decisions
 * that it didn't learn from. Which texts those are depends on the text alone: a text that was held out once is held out always.
 */
public final class LocalTraining {

    /** Fewer decisions than these teach nothing that holds. */
    static final int LEAST_LABELLED = 50;

    /** On fewer than these a comparison is chance. */
    static final int LEAST_HELD_OUT = 20;

    /** One text in so many is held out. */
    private static final int HELD_OUT = 3;

    private static final float DECISION_WEIGHT = 4;
    private static final float REMINDER_WEIGHT = 1;
    private static final Learner LEARNER = new Learner(6, 0.15f, 2e-3f, 11);

    private LocalTraining() {}

    /** What becomes of a training. */
    public sealed interface Outcome {

        /** There was too little to learn from, or to compare on; the message says what is missing. */
        record TooFew(int labelled, int heldOut, String message) implements Outcome {}

        /**
         * A version that may be chosen.
         *
         * @param learntFrom so many decisions
         * @param base what the version did that it was made from, on the decisions held out
         * @param candidate what the new one does there
         */
        record Made(Candidate made, int learntFrom, Measured base, Measured candidate) implements Outcome {

            /** Whether more intents are right, and of what is acted on without a person no smaller share. */
            public boolean better() {
                return candidate.accuracy() > base.accuracy() && candidate.macroF1() >= base.macroF1() && noMoreHarm();
            }

            private boolean noMoreHarm() {
                return candidate.acted().stream()
                        .allMatch(acted ->
                                acted.precision() >= base.acted(acted.intent()).precision());
            }
        }
    }

    /** A new version's weights; {@link LocalClassifier#of} makes a classifier of them. */
    public static final class Candidate {

        private final byte[] weights;

        private Candidate(byte[] weights) {
            this.weights = weights;
        }

        public byte[] weights() {
            return weights.clone();
        }

        public ClassifierVersion version() {
            return new ClassifierVersion(LocalClassifier.PROVIDER, LocalClassifier.MODEL, WeightsFile.version(weights));
        }
    }

    /**
     * Trains. The same weights, decisions and day give the same version.
     *
     * @param base the weights to begin with: those of the chosen version, or {@link LocalClassifier#shipped()}
     * @param decisions oldest first; of several on the same text the last one counts
     * @param day to be written into the weights
     * @throws IllegalArgumentException when the weights are none
     */
    public static Outcome train(byte[] base, List<LabelledText> decisions, LocalDate day) {
        LocalModel model = WeightsFile.read(base);
        List<TrainingText> learnt = new ArrayList<>();
        List<TrainingText> heldOut = new ArrayList<>();
        lastWords(decisions)
                .forEach((words, decision) -> (heldOut(words) ? heldOut : learnt).add(decision.asTraining()));
        int labelled = learnt.size() + heldOut.size();
        if (labelled < LEAST_LABELLED || heldOut.size() < LEAST_HELD_OUT) {
            return new Outcome.TooFew(
                    labelled,
                    heldOut.size(),
                    "There are " + labelled + " decisions on different texts, of which " + heldOut.size()
                            + " are held out to compare on; at least " + LEAST_LABELLED + " and " + LEAST_HELD_OUT
                            + " are needed: decide on more texts, then train again");
        }
        byte[] weights = WeightsFile.write(taught(model, learnt, day));
        return new Outcome.Made(
                new Candidate(weights),
                learnt.size(),
                Measured.of(Judged.by(LocalClassifier.of(base), heldOut)),
                Measured.of(Judged.by(LocalClassifier.of(weights), heldOut)));
    }

    /** The decisions weigh more than our examples, which remind of what else there is; both pull against where the weights were. */
    private static LocalModel taught(LocalModel base, List<TrainingText> learnt, LocalDate day) {
        List<TrainingText> texts = new ArrayList<>(TrainingText.own());
        texts.addAll(learnt);
        Lessons lessons = Lessons.of(texts, REMINDER_WEIGHT, DECISION_WEIGHT);
        return new LocalModel(
                day,
                SmallHead.of(LEARNER.fit(base.intents().grown(), lessons.intents())),
                SmallHead.of(LEARNER.fit(base.sentiments().grown(), lessons.sentiments())),
                base.intentCalibration(),
                base.sentimentCalibration());
    }

    private static Map<List<String>, LabelledText> lastWords(List<LabelledText> decisions) {
        Map<List<String>, LabelledText> last = new LinkedHashMap<>();
        decisions.forEach(decision -> last.put(Words.of(decision.text()), decision));
        return last;
    }

    private static boolean heldOut(List<String> words) {
        byte[] hash = Sha256.start().digest(String.join(" ", words).getBytes(StandardCharsets.UTF_8));
        return Byte.toUnsignedInt(hash[0]) % HELD_OUT == 0;
    }
}
