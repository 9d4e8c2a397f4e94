package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What another classifier would change is seen before it is chosen. */
class RescoreTest {

    private static final ClassifierVersion OLD = new ClassifierVersion("local", "weights", "1");
    private static final ClassifierVersion NEW = new ClassifierVersion("openai", "gpt", "2");

    private record ByText(ClassifierVersion version, String confidence, Function<String, Intent> intent)
            implements Classifier {

        @Override
        public List<Classification> classify(List<String> texts) {
            return texts.stream()
                    .map(text -> new Classification(
                            intent.apply(text),
                            new BigDecimal(confidence),
                            Sentiment.NEUTRAL,
                            BigDecimal.ONE,
                            false,
                            Set.of(),
                            null,
                            version))
                    .toList();
        }
    }

    @Test
    void agreement_moves_and_changes_are_told() throws ClassifierFailed {
        Classifier old = new ByText(OLD, "0.8", text -> Intent.QUESTION);
        Classifier other = new ByText(NEW, "0.9", text -> text.equals("b") ? Intent.SPAM : Intent.QUESTION);

        Rescore rescore = Rescore.of(List.of("a", "b", "c"), old, other);

        assertThat(rescore.texts()).isEqualTo(3);
        assertThat(rescore.agreement()).isEqualByComparingTo("0.6667");
        assertThat(rescore.sentimentAgreement()).isEqualByComparingTo("1");
        assertThat(rescore.confidenceChange()).isEqualByComparingTo("0.1");
        assertThat(rescore.moves()).isEqualTo(Map.of(Intent.QUESTION, Map.of(Intent.QUESTION, 2, Intent.SPAM, 1)));
        assertThat(rescore.changed()).singleElement().satisfies(change -> {
            assertThat(change.index()).isEqualTo(1);
            assertThat(change.from().by()).isEqualTo(OLD);
            assertThat(change.to().intent()).isEqualTo(Intent.SPAM);
            assertThat(change.to().by()).isEqualTo(NEW);
        });
    }

    @Test
    void the_sample_has_all_intents_in_seven_languages() throws ClassifierFailed {
        List<SampleText> all = SampleText.all();

        assertThat(all).hasSizeBetween(60, 70).extracting(SampleText::text).doesNotHaveDuplicates();
        assertThat(all).extracting(SampleText::intent).containsAll(EnumSet.allOf(Intent.class));
        assertThat(all).extracting(SampleText::language).contains("en", "de", "fr", "es", "pt", "it", "nl");
        Classifier same = new ByText(OLD, "0.8", text -> Intent.OTHER);
        assertThat(Rescore.ofSample(same, same).agreement()).isEqualByComparingTo("1");
    }

    @Test
    void where_one_fails_there_is_nothing_to_compare() {
        ClassifyingTest.Scripted failing = new ClassifyingTest.Scripted("openai", Intent.OTHER);
        failing.failure = new ClassifierFailed("not there", null);

        assertThatThrownBy(() -> Rescore.ofSample(new ByText(OLD, "0.8", text -> Intent.OTHER), failing))
                .isInstanceOf(ClassifierFailed.class);
        assertThatThrownBy(() -> Rescore.of(List.of(), failing, failing)).isInstanceOf(IllegalArgumentException.class);
    }
}
