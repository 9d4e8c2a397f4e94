package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One port, two providers: one answers where the other doesn't, and neither throws. */
class ClassifyingTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Scripted local = new Scripted("local", Intent.QUESTION);
    private final Scripted openAi = new Scripted("openai", Intent.PRAISE);

    /** Says the same of every text but of those it can't. */
    static final class Scripted implements Classifier {

        final List<List<String>> asked = new ArrayList<>();
        private final ClassifierVersion version;
        private final Intent intent;

        @Nullable Exception failure;

        Set<String> cannot = Set.of();
        int answersTooMany;

        Scripted(String provider, Intent intent) {
            version = new ClassifierVersion(provider, "scripted", "1");
            this.intent = intent;
        }

        @Override
        public ClassifierVersion version() {
            return version;
        }

        @Override
        public List<Classification> classify(List<String> texts) throws ClassifierFailed {
            return classifyEach(texts).stream().flatMap(Optional::stream).toList();
        }

        @Override
        public List<Optional<Classification>> classifyEach(List<String> texts) throws ClassifierFailed {
            asked.add(texts);
            if (failure instanceof ClassifierFailed failed) {
                throw failed;
            }
            if (failure instanceof RuntimeException bug) {
                throw bug;
            }
            return IntStream.range(0, texts.size() + answersTooMany)
                    .mapToObj(i -> i < texts.size() && cannot.contains(texts.get(i))
                            ? Optional.<Classification>empty()
                            : Optional.of(classification()))
                    .toList();
        }

        private Classification classification() {
            return new Classification(
                    intent, new BigDecimal("0.9"), Sentiment.NEUTRAL, BigDecimal.ONE, false, Set.of(), null, version);
        }
    }

    private List<Optional<Classification>> classify(AiSettings.Provider chosen, String... texts) {
        AiSettings settings = () -> chosen;
        ModelSettings none = ModelSettings.of("http://127.0.0.1:1/v1");
        return new Classifying(new Providers(List.of(local, openAi), settings), settings, none, metrics)
                .classify(List.of(texts));
    }

    private static List<String> providers(List<Optional<Classification>> said) {
        return said.stream()
                .map(one -> one.map(found -> found.by().provider()).orElse("nobody"))
                .toList();
    }

    @Test
    void the_chosen_provider_answers() {
        assertThat(providers(classify(AiSettings.Provider.OPENAI, "a", "b"))).containsExactly("openai", "openai");
        assertThat(providers(classify(AiSettings.Provider.LOCAL, "a"))).containsExactly("local");
        assertThat(openAi.asked).as("what was sent elsewhere").hasSize(1);
        assertThat(metrics.get("ai.classified")
                        .tag("provider", "openai")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void the_local_one_answers_what_the_model_could_not() {
        openAi.cannot = Set.of("b");

        assertThat(providers(classify(AiSettings.Provider.OPENAI, "a", "b", "c")))
                .containsExactly("openai", "local", "openai");

        assertThat(local.asked).containsExactly(List.of("b"));
        assertThat(metrics.get("ai.failed_over")
                        .tags("from", "openai", "to", "local")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_local_one_answers_all_when_the_model_fails() {
        openAi.failure = new ClassifierFailed("not there", null);

        assertThat(providers(classify(AiSettings.Provider.OPENAI, "a", "b"))).containsExactly("local", "local");
    }

    @Test
    void a_person_has_what_nobody_could() {
        openAi.failure = new ClassifierFailed("not there", null);
        local.failure = new IllegalStateException("a bug that quotes Dear Ada");

        assertThat(providers(classify(AiSettings.Provider.OPENAI, "a"))).containsExactly("nobody");
        assertThat(metrics.get("ai.unclassified").counter().count()).isEqualTo(1);
    }

    @Test
    void nothing_is_sent_elsewhere_when_the_local_one_fails() {
        local.failure = new ClassifierFailed("no weights", null);

        assertThat(providers(classify(AiSettings.Provider.LOCAL, "a"))).containsExactly("nobody");
        assertThat(openAi.asked).isEmpty();
    }

    @Test
    void answers_that_do_not_match_the_texts_are_none() {
        openAi.answersTooMany = 1;

        assertThat(providers(classify(AiSettings.Provider.OPENAI, "a"))).containsExactly("local");
    }

    @Test
    void no_texts_need_nobody() {
        assertThat(classify(AiSettings.Provider.OPENAI)).isEmpty();
        assertThat(openAi.asked).isEmpty();
    }
}
