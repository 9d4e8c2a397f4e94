package dev.adjudge.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thank you, Ada! 👨‍👩‍👧 We love it.",
                "See https://help.example.com/returns or call 0800 555 0100",
                "شكرا جزيلا",
                "Two lines\nare fine",
                "1 < 2, (really)",
                "20 % off, for $5 #summer"
            })
    void a_person_may_write_this(String text) {
        assertThat(ReplyText.problem(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                           | The reply is empty
            '  '                         | The reply is empty
            Hi {name}, thanks            | The placeholder {name} is open
            Hi {}, thanks                | The placeholder {} is open
            Hi ${customer.name}!         | The placeholder ${customer.name} is open
            Dear [customer name]         | The placeholder [customer name] is open
            Dear <first name>            | The placeholder <first name> is open
            Dear __customer__            | The placeholder __customer__ is open
            Hi {name                     | The placeholder { is open
            Hi [[                        | The placeholder [ is open
            Hi %name%, thanks            | The placeholder %name% is open
            Hi $name                     | The placeholder $name is open
            Hi #NAME#                    | The placeholder #NAME# is open
            Hi @@name@@                  | The placeholder @@name@@ is open
            Hi %s                        | The placeholder %s is open
            Hi ｛name｝                   | The placeholder {name} is open
            It costs XXX euros           | The placeholder XXX is open
            """)
    void this_is_not_sent(String text, String problem) {
        assertThat(ReplyText.problem(text)).get().asString().startsWith(problem);
    }

    @Test
    void characters_are_counted_as_the_database_counts_them() {
        assertThat(ReplyText.problem("😀".repeat(279))).isEmpty();
        assertThat(ReplyText.problem("😀".repeat(280)))
                .contains("The reply has 280 characters, at most 279 are allowed. Shorten it");
    }

    @Test
    void what_nobody_sees_is_not_sent() {
        assertThat(ReplyText.problem("Thank\u202e you"))
                .contains("There is an invisible character (U+202E) at position 6. Take it out");
        assertThat(ReplyText.problem("Thank\u0000 you")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Look at https://evil.example/x",
                "Look at www.evil.example",
                "Look at evil.example",
                "Write to anna@example.com",
                "Ask @anna",
                "Call 0800 555 01 00",
                "Call +49 (30) 123-4567"
            })
    void a_draft_that_nobody_wrote_leads_nowhere(String text) {
        assertThat(ReplyText.problem(text)).isEmpty();
        assertThat(ReplyText.problemOfDraft(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"We open at 9.30 on Monday, e.g. in Leeds.", "Thanks! It is 100 % cotton, size 36-42."})
    void a_draft_may_have_figures(String text) {
        assertThat(ReplyText.problemOfDraft(text)).isEmpty();
    }
}
