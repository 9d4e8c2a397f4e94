package dev.adjudge.ai;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.util.ArrayList;
import java.util.List;

/** What is to be learnt from labelled texts, and how far each label can be relied on. */
final class Lessons {

    private static final double SAID = 0.97;
    private static final double INFERRED = 0.8;

    private final List<Lesson> intents = new ArrayList<>();
    private final List<Lesson> sentiments = new ArrayList<>();

    private final float ownWeight;
    private final float decisionWeight;

    private Lessons(float ownWeight, float decisionWeight) {
        this.ownWeight = ownWeight;
        this.decisionWeight = decisionWeight;
    }

    /**
     * @param ownWeight how much an example of ours counts
     * @param decisionWeight how much a moderator's decision counts
     */
    static Lessons of(List<TrainingText> texts, float ownWeight, float decisionWeight) {
        Lessons lessons = new Lessons(ownWeight, decisionWeight);
        texts.forEach(text -> lessons.add(text, Features.of(text.text())));
        return lessons;
    }

    List<Lesson> intents() {
        return intents;
    }

    List<Lesson> sentiments() {
        return sentiments;
    }

    private void add(TrainingText text, Features features) {
        double sure = text.strong() ? SAID : INFERRED;
        Intent intent = text.intent();
        Sentiment sentiment = text.sentiment();
        if (text.notSpam()) {
            intents.add(new Lesson(features, new Target.IsNot(Intent.SPAM.ordinal()), 1));
        } else if (intent != null) {
            Target target = text.source().equals("davidson") && intent == Intent.OTHER
                    ? new Target.Rather(intent.ordinal(), 0.5, Intent.TOXIC.ordinal())
                    : new Target.Is(intent.ordinal(), sure);
            intents.add(new Lesson(features, target, intentWeight(text, intent)));
        }
        if (sentiment != null) {
            sentiments.add(new Lesson(features, new Target.Is(sentiment.ordinal(), sure), sentimentWeight(text)));
        }
    }

    /** Rare kinds and sure labels count for more; davidson says of slang that it offends, and of what doesn't only that. */
    private float intentWeight(TrainingText text, Intent intent) {
        return switch (text.source()) {
            case TrainingText.OWN -> ownWeight;
            case TrainingText.INSTRUCTED -> ownWeight / 3;
            case TrainingText.MODERATED -> decisionWeight;
            case "goemotions" -> intent == Intent.OTHER ? 0.4f : 0.8f;
            case "davidson" -> text.strong() || intent == Intent.OTHER ? 1 : 0.5f;
            case "surge" -> 2;
            default -> intent == Intent.SPAM ? 3 : 1.2f;
        };
    }

    private float sentimentWeight(TrainingText text) {
        return switch (text.source()) {
            case TrainingText.OWN -> ownWeight;
            case TrainingText.INSTRUCTED -> ownWeight / 3;
            case TrainingText.MODERATED -> decisionWeight;
            case "goemotions" -> 0.5f;
            default -> 0.6f;
        };
    }
}
