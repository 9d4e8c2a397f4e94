package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import org.jspecify.annotations.Nullable;

/**
 * A text and what a moderator says of it.
 *
 * @param sentiment null where nobody said
 */
public record LabelledText(
        String text, Intent intent, @Nullable Sentiment sentiment) {

    TrainingText asTraining() {
        return new TrainingText(TrainingText.MODERATED, text, intent, false, sentiment, true);
    }
}
