package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguagesTest {

    @Test
    void most_texts_of_the_sample_are_in_the_language_they_are_in_and_hardly_any_in_another() {
        List<String> wrong = new ArrayList<>();
        int right = 0;
        List<SampleText> all = SampleText.all();
        for (SampleText one : all) {
            String guess = Languages.of(one.text()).orElse("?");
            right += guess.equals(one.language()) ? 1 : 0;
            if (!guess.equals("?") && !guess.equals(one.language())) {
                wrong.add(guess + ": " + one.text());
            }
        }
        System.out.printf("[languages] %d of %d right, %d wrong: %s%n", right, all.size(), wrong.size(), wrong);
        assertThat(right).isGreaterThan(all.size() * 7 / 10);
        assertThat(wrong).hasSizeLessThan(4);
    }

    @Test
    void what_says_nothing_is_in_no_language() {
        assertThat(Languages.of("Wow 😍")).isEmpty();
        assertThat(Languages.of("")).isEmpty();
    }

    @Test
    void other_scripts_are_told() {
        assertThat(Languages.foreign("Когда вы открываетесь?")).isTrue();
        assertThat(Languages.foreign("什么时候开门")).isTrue();
        assertThat(Languages.foreign("Quand ouvrez-vous à Αθήνα ?")).isFalse();
        assertThat(Languages.foreign("😍😍")).isFalse();
    }
}
