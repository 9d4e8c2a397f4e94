package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a model from nothing but labelled texts. */
final class Training {

    /** So many parts, each judged by what was learnt from the others, tell how far chances can be relied on. */
    private static final int PARTS = 4;

    private static final float OWN_WEIGHT = 8;
    private static final Learner LEARNER = new Learner(4, 0.2f, 1e-4f, 7);

    /** A text deleted or hidden without reason harms more than one that a person has to look at. */
    private static final float[] CAUTION = caution();

    private Training() {}

    /**
     * @param texts of others
     * @param own our examples
     */
    static LocalModel train(List<TrainingText> texts, List<TrainingText> own, LocalDate day) {
        List<TrainingText> all = new ArrayList<>(texts);
        all.addAll(own);
        Lessons plain = lessons(all);
        all.addAll(InstructedTexts.of(own));
        Lessons lessons = lessons(all);
        return new LocalModel(
                day,
                SmallHead.of(LEARNER.fit(Head.empty(Intent.values().length), lessons.intents())),
                SmallHead.of(LEARNER.fit(Head.empty(Sentiment.values().length), lessons.sentiments())),
                Calibration.of(unseen(plain.intents(), Intent.values().length), CAUTION),
                Calibration.of(unseen(plain.sentiments(), Sentiment.values().length), new float[] {1, 1, 1}));
    }

    private static Lessons lessons(List<TrainingText> texts) {
        return Lessons.of(texts, OWN_WEIGHT, 0);
    }

    private static List<Calibration.Seen> unseen(List<Lesson> lessons, int classes) {
        List<Calibration.Seen> unseen = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            List<Lesson> learnt = new ArrayList<>();
            List<Lesson> judged = new ArrayList<>();
            for (int i = 0; i < lessons.size(); i++) {
                (i % PARTS == part ? judged : learnt).add(lessons.get(i));
            }
            Head head = LEARNER.fit(Head.empty(classes), learnt);
            for (Lesson lesson : judged) {
                Calibration.Seen seen = seen(lesson, head.chances(lesson.features()));
                if (seen != null) {
                    unseen.add(seen);
                }
            }
        }
        return unseen;
    }

    /** What it is not says something only where it is taken for that. */
    private static Calibration.@Nullable Seen seen(Lesson lesson, double[] chances) {
        int said = Head.likeliest(chances);
        if (lesson.target() instanceof Target.Is is) {
            return new Calibration.Seen(said, chances[said], is.index() == said);
        }
        int never = lesson.target() instanceof Target.Rather rather
                ? rather.never()
                : ((Target.IsNot) lesson.target()).index();
        return never == said ? new Calibration.Seen(said, chances[said], false) : null;
    }

    private static float[] caution() {
        float[] caution = new float[Intent.values().length];
        for (Intent intent : Intent.values()) {
            caution[intent.ordinal()] = intent == Intent.TOXIC || intent == Intent.SPAM ? 3 : 1;
        }
        return caution;
    }
}
