package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.ReplyText;
import dev.adjudge.fact.Sentiment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTemplatesTest {

    private final ReplyTemplates delivered = new ReplyTemplates(Resource.text("replies.csv"), "replies.csv");

    record Replies(Optional<Path> templates, String language) implements ReplySettings {}

    static Classification classified(Intent intent, Sentiment sentiment, String... flags) {
        return new Classification(
                intent,
                new BigDecimal("0.9"),
                sentiment,
                BigDecimal.ONE,
                true,
                Set.of(flags),
                null,
                new ClassifierVersion("local", "m", "1"));
    }

    @Test
    void each_kind_in_each_language_has_one_that_needs_nothing_and_greets_by_name_when_it_can() {
        for (String language : List.of("en", "de", "fr", "es", "pt", "it", "nl")) {
            for (Intent intent : ReplyTemplates.ANSWERED) {
                Classification of = classified(intent, Sentiment.NEUTRAL);
                assertThat(delivered.reply("x", of, language, new ReplyContext(null, null, null)))
                        .as(language + " " + intent)
                        .isPresent();
                assertThat(List.of("a", "b", "c", "d"))
                        .as(language + " " + intent)
                        .anyMatch(text -> delivered
                                .reply(text, of, language, new ReplyContext("Acme", "Ada", null))
                                .orElse("")
                                .contains("Ada"));
            }
        }
    }

    @Test
    void a_placeholder_that_nothing_fills_is_never_sent() {
        ReplyTemplates named =
                new ReplyTemplates("intent,sentiment,language,text\npraise,,en,Thanks {name}!\n", "mine.csv");
        Classification praise = classified(Intent.PRAISE, Sentiment.POSITIVE);

        assertThat(named.reply("x", praise, "en", new ReplyContext("Acme", null, null)))
                .isEmpty();
        assertThat(named.reply("x", praise, "en", new ReplyContext("Acme", " ", null)))
                .isEmpty();
        assertThat(named.reply("x", praise, "en", new ReplyContext("Acme", "Ada", null)))
                .contains("Thanks Ada!");
    }

    @Test
    void a_name_that_is_none_is_not_greeted() {
        ReplyTemplates named =
                new ReplyTemplates("intent,sentiment,language,text\npraise,,en,Thanks {name}!\n", "mine.csv");
        Classification praise = classified(Intent.PRAISE, Sentiment.POSITIVE);

        for (String name : List.of("{brand}", "buy at evil.example", "a".repeat(300), "Ada\u202e", "$1\\")) {
            Optional<String> reply = named.reply("x", praise, "en", new ReplyContext("Acme", name, null));
            assertThat(reply.flatMap(ReplyText::problemOfDraft)).isEmpty();
            assertThat(reply.isPresent()).isEqualTo(name.equals("$1\\"));
        }
    }

    @Test
    void the_sentiment_counts_where_one_is_given() {
        ReplyTemplates mine = new ReplyTemplates(
                "intent,sentiment,language,text\nquestion,negative,en,Sorry!\nquestion,positive,en,Sure!\n",
                "mine.csv");

        assertThat(mine.reply("x", classified(Intent.QUESTION, Sentiment.NEGATIVE), "en", ReplyContext.of("Acme")))
                .contains("Sorry!");
        assertThat(mine.reply("x", classified(Intent.QUESTION, Sentiment.NEUTRAL), "en", ReplyContext.of("Acme")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            toxic,,en,Hi            | line 2: intent is toxic; allowed are question, praise, complaint
            praise,glad,en,Hi       | line 2: sentiment is glad; allowed are positive, negative, neutral, or nothing for any
            praise,,english,Hi      | line 2: language is english; allowed are two letters
            praise,,en,Hi {firma}   | line 2: text has an unknown placeholder: Hi {firma}; allowed are {brand} and {name}
            praise,,en,             | line 2: text can't be sent; The reply is empty
            praise,,en,Hi [you]     | line 2: text can't be sent; The placeholder [you] is open
            """)
    void a_file_that_is_wrong_is_told_where(String row, String problem) {
        assertThatThrownBy(() -> new ReplyTemplates("intent,sentiment,language,text\n" + row + "\n", "mine.csv"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("mine.csv, " + problem);
    }

    @Test
    void other_columns_or_no_file_are_told() {
        assertThatThrownBy(() -> new ReplyTemplates("intent,text\npraise,Hi\n", "mine.csv"))
                .hasMessageContaining("needed are [intent, sentiment, language, text]");
        assertThatThrownBy(() -> new ReplyTemplates(new Replies(Optional.of(Path.of("/nowhere/mine.csv")), "en")))
                .hasMessageContaining("adjudge.ai.reply.templates, /nowhere/mine.csv, can't be read");
    }
}
