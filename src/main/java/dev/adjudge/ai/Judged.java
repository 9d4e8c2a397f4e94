package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text's label beside what a classifier said of it. */
record Judged(
        @Nullable Intent intent, boolean notSpam, @Nullable Sentiment sentiment, Classification said) {

    static List<Judged> by(LocalClassifier classifier, List<TrainingText> texts) {
        return texts.stream()
                .map(text ->
                        new Judged(text.intent(), text.notSpam(), text.sentiment(), classifier.classify(text.text())))
                .toList();
    }

    boolean intentRight() {
        return said.intent() == intent;
    }

    /** Whether the label tells if this intent is right or wrong. */
    boolean tells(Intent of) {
        return intent != null || notSpam && of == Intent.SPAM;
    }
}
