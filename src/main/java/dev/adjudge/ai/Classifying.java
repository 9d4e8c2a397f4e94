package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Classifies texts. */
@Singleton
public class Classifying {

    private final ChosenClassifier local;

    Classifying(ChosenClassifier local) {
        this.local = local;
    }

    /**
     * Classifies texts.
     *
     * @return one for each, in their order; empty where a person has to look
     */
    public List<Optional<Classification>> classify(List<String> texts) {
        return local.classify(texts).stream().map(Optional::of).toList();
    }
}
