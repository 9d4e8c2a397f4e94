package dev.adjudge.ai;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The classifiers there are, and the one that was chosen. */
@Singleton
public class Providers {

    private final List<Classifier> classifiers;
    private final AiSettings settings;

    Providers(@All List<Classifier> classifiers, AiSettings settings) {
        this.classifiers = List.copyOf(classifiers);
        this.settings = settings;
    }

    /** The names of all. */
    List<String> names() {
        return classifiers.stream()
                .map(one -> one.version().provider())
                .sorted()
                .toList();
    }

    /** By the name in its version: {@code local}, {@code openai}. */
    public Optional<Classifier> find(String provider) {
        return classifiers.stream()
                .filter(one -> one.version().provider().equals(provider))
                .findFirst();
    }

    /** The one that {@code adjudge.ai.provider} names; empty when there is none of that name. */
    public Optional<Classifier> chosen() {
        return find(settings.provider().word());
    }

    /**
     * One that could be chosen instead, to be compared before it is.
     *
     * @param model as the server of a language model calls it; null for the one that is set
     * @return empty when there is no such provider, or a model is named and it asks none
     */
    public Optional<Classifier> candidate(String provider, @Nullable String model) {
        Optional<Classifier> named = find(provider);
        return model == null
                ? named
                : named.flatMap(one -> one instanceof OpenAiClassifier openAi
                        ? Optional.of(openAi.with(model, Optional.empty()))
                        : Optional.empty());
    }
}
