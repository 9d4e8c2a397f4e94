package dev.adjudge.ai;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * One that could be chosen instead: another model on the server that is set, to be compared before it is.
     *
     * @param model as the server calls it
     * @param version as {@code adjudge.ai.openai.version}
     */
    public Classifier candidate(String model, Optional<String> version) {
        return classifiers.stream()
                .flatMap(one -> one instanceof OpenAiClassifier openAi
                        ? Stream.of(openAi.with(model, version))
                        : Stream.empty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no classifier that asks a language model"));
    }
}
