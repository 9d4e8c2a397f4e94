package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.util.ArrayList;
import java.util.List;

/** What is to be learnt from labelled texts, and how far each label can be relied on. */
final class Lessons {

    private static final double SAID = 0.97;
    private static final double INFERRED = 0.9;

    private final List<Lesson> intents = new ArrayList<>();
    private final List<Lesson> sentiments = new ArrayList<>();

    static Lessons of(List<TrainingText> texts, float ownWeight) {
        Lessons lessons = new Lessons();
        texts.forEach(text -> lessons.add(text, Features.of(text.text()), ownWeight));
        return lessons;
    }

    List<Lesson> intents() {
        return intents;
    }

    List<Lesson> sentiments() {
        return sentiments;
    }

    private void add(TrainingText text, Features features, float ownWeight) {
        double sure = text.strong() ? SAID : INFERRED;
        Intent intent = text.intent();
        Sentiment sentiment = text.sentiment();
        if (text.notSpam()) {
            intents.add(new Lesson(features, new Target.IsNot(Intent.SPAM.ordinal()), 1));
        } else if (intent != null) {
            Target target = text.source().equals("davidson") && intent == Intent.OTHER
                    ? new Target.Rather(intent.ordinal(), 0.5, Intent.TOXIC.ordinal())
                    : new Target.Is(intent.ordinal(), sure);
            intents.add(new Lesson(features, target, intentWeight(text, intent, ownWeight)));
        }
        if (sentiment != null) {
            sentiments.add(
                    new Lesson(features, new Target.Is(sentiment.ordinal(), sure), sentimentWeight(text, ownWeight)));
        }
    }

    /** Rare kinds and sure labels count for more; davidson says of slang that it offends, and of what doesn't only that. */
    private static float intentWeight(TrainingText text, Intent intent, float ownWeight) {
        return switch (text.source()) {
            case TrainingText.OWN -> ownWeight;
            case "davidson" -> text.strong() || intent == Intent.OTHER ? 1 : 0.5f;
            case "surge" -> 2;
            default -> intent == Intent.SPAM ? 3 : 0.6f;
        };
    }

    private static float sentimentWeight(TrainingText text, float ownWeight) {
        return switch (text.source()) {
            case TrainingText.OWN -> ownWeight;
            case "goemotions" -> 1;
            default -> 0.6f;
        };
    }
}
