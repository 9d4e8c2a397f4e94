package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import jakarta.inject.Singleton;
import java.util.List;

/** The local classifier in the version that was chosen: the one that ships, until somebody chooses another. */
@Singleton
public class ChosenClassifier implements Classifier {

    private static final class Shipped {
        private static final LocalClassifier ONE = new LocalClassifier();
    }

    private volatile LocalClassifier chosen = Shipped.ONE;

    /** The version that ships. */
    public static ClassifierVersion shipped() {
        return Shipped.ONE.version();
    }

    /** From the next text on this one is asked. */
    public void use(LocalClassifier other) {
        chosen = other;
    }

    @Override
    public ClassifierVersion version() {
        return chosen.version();
    }

    @Override
    public List<Classification> classify(List<String> texts) {
        return chosen.classify(texts);
    }
}
