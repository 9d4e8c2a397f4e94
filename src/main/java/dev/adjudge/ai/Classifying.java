package dev.adjudge.ai;

import dev.adjudge.fact.Classification;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Classifies texts: by the provider that was chosen; by the local one what that could not; what neither could is for a person. */
@Singleton
public class Classifying {

    private static final Logger log = Logger.getLogger(Classifying.class);

    private static final String LOCAL = AiSettings.Provider.LOCAL.word();

    private final Providers providers;
    private final AiSettings settings;
    private final OpenAiSettings openAi;
    private final MeterRegistry metrics;

    Classifying(Providers providers, AiSettings settings, OpenAiSettings openAi, MeterRegistry metrics) {
        this.providers = providers;
        this.settings = settings;
        this.openAi = openAi;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (settings.provider() == AiSettings.Provider.OPENAI
                && openAi.address().isEmpty()) {
            log.warn("Texts are to be classified by a language model (adjudge.ai.provider=openai), but there is neither"
                    + " adjudge.ai.openai.api-key nor adjudge.ai.openai.url: the local classifier does it");
        }
    }

    /** The classifiers that can be asked by name. */
    public List<String> providers() {
        return providers.names();
    }

    /**
     * As {@link #classify(List)}, by one of {@link #providers()} alone.
     *
     * @return one for each, in their order; empty where that one could not
     */
    public List<Optional<Classification>> classify(String provider, List<String> texts) {
        return ask(provider, texts);
    }

    /**
     * Classifies texts.
     *
     * @return one for each, in their order; empty where a person has to look
     */
    public List<Optional<Classification>> classify(List<String> texts) {
        List<@Nullable Classification> found = new ArrayList<>(Collections.nCopies(texts.size(), null));
        Set<String> order = new LinkedHashSet<>(List.of(settings.provider().word(), LOCAL));
        String failed = null;
        for (String provider : order) {
            List<Integer> open = IntStream.range(0, texts.size())
                    .filter(i -> found.get(i) == null)
                    .boxed()
                    .toList();
            if (open.isEmpty()) {
                break;
            }
            if (failed != null) {
                metrics.counter("ai.failed_over", "from", failed, "to", provider)
                        .increment(open.size());
            }
            List<Optional<Classification>> said =
                    ask(provider, open.stream().map(texts::get).toList());
            for (int i = 0; i < open.size(); i++) {
                found.set(open.get(i), said.get(i).orElse(null));
            }
            failed = provider;
        }
        long nobody = found.stream().filter(Objects::isNull).count();
        metrics.counter("ai.unclassified").increment(nobody);
        return found.stream().map(Optional::ofNullable).toList();
    }

    private List<Optional<Classification>> ask(String provider, List<String> texts) {
        try {
            Classifier classifier = providers
                    .find(provider)
                    .orElseThrow(() -> new ClassifierFailed("there is no " + provider + " classifier", null));
            List<Optional<Classification>> said = classifier.classifyEach(texts);
            if (said.size() != texts.size()) {
                throw new ClassifierFailed(
                        classifier.version() + " gave " + said.size() + " answers for " + texts.size() + " texts",
                        null);
            }
            metrics.counter("ai.classified", "provider", provider)
                    .increment(said.stream().filter(Optional::isPresent).count());
            return said;
        } catch (ClassifierFailed e) {
            log.warnf("Texts not classified: %s", e.getMessage());
        } catch (RuntimeException e) {
            // its message could quote a text
            log.warnf("Texts not classified by %s: %s", provider, e.getClass().getName());
        }
        return texts.stream().map(text -> Optional.<Classification>empty()).toList();
    }
}
