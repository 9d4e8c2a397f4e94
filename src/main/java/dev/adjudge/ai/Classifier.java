package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import java.util.List;
import java.util.Optional;

/** Says what texts are about. A text is data: nothing that it says changes how it, or another one, is classified beyond its class. */
public interface Classifier {

    /** Which classifications it gives; it stays the same while the service runs unless another version is chosen. */
    ClassifierVersion version();

    /**
     * Classifies texts.
     *
     * @return one for each, in their order
     * @throws ClassifierFailed when it could not: somebody else is to be asked
     */
    List<Classification> classify(List<String> texts) throws ClassifierFailed;

    /**
     * Classifies those texts that it can.
     *
     * @return one for each, in their order; empty where it could not
     * @throws ClassifierFailed when it could none
     */
    default List<Optional<Classification>> classifyEach(List<String> texts) throws ClassifierFailed {
        return classify(texts).stream().map(Optional::of).toList();
    }
}
