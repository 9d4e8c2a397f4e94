package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {

    @Test
    void what_nobody_sees_is_not_there() {
        assertThat(CleanText.of("a\u200bb\u202ec\u2066d\ufefee\u00adf\udb40\udc41g\u3164h\ufe0f", 100))
                .isEqualTo("abcdefgh");
    }

    @Test
    void letters_have_their_plain_form() {
        assertThat(CleanText.of("Ｆｕｌｌ 𝐛𝐨𝐥𝐝 ﬁ", 100)).isEqualTo("Full bold fi");
    }

    @Test
    void other_scripts_and_pictures_stay() {
        assertThat(CleanText.of("Привет 你好 مرحبا नमस्ते 😍", 100)).isEqualTo("Привет 你好 مرحبا नमस्ते 😍");
    }

    @Test
    void spaces_lines_and_stacked_accents_are_few() {
        assertThat(CleanText.of("  a \t b\r\n\n \n c\u0007d e\u0316\u0317\u0318\u0319\u031c\u031d ", 100))
                .isEqualTo("a b\nc d e\u0316\u0317\u0318");
    }

    @Test
    void of_a_long_text_the_beginning_and_the_end_stay() {
        String cut = CleanText.of("😀".repeat(300) + "end", 40);

        assertThat(cut).startsWith("😀😀").endsWith("😀end").contains(" … ");
        assertThat(cut.codePointCount(0, cut.length())).isEqualTo(40);
    }

    @Test
    void half_characters_are_left_out() {
        assertThat(CleanText.of("a\ud83db", 100)).isEqualTo("ab");
    }
}
