package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.fact.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    private static Path labelled(Path folder) throws IOException {
        Path labelled = folder.resolve("labelled.jsonl");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append("""
                    {"source":"shop","text":"The frobnicator %d squeaks","label":"x","intent":"complaint","sentiment":"negative","strength":"strong"}
                    {"source":"shop","text":"see you at %d","label":"x","intent":"not-spam","sentiment":null,"strength":"strong"}
                    """.formatted(i, i));
        }
        return Files.writeString(labelled, lines);
    }

    @Test
    void the_same_texts_and_day_give_the_same_weights(@TempDir Path folder) throws IOException {
        Path labelled = labelled(folder);
        String first = TrainCommand.run(labelled, folder.resolve("first"), DAY);
        TrainCommand.run(labelled, folder.resolve("second"), DAY);

        byte[] weights = Files.readAllBytes(folder.resolve("first"));
        assertThat(weights).isEqualTo(Files.readAllBytes(folder.resolve("second")));
        LocalClassifier trained = LocalClassifier.of(weights);
        assertThat(first).contains("version " + trained.version().version(), "from 80 texts");
        assertThat(trained.classify("my frobnicator squeaks").intent()).isEqualTo(Intent.COMPLAINT);
        assertThat(WeightsFile.read(weights).trained()).isEqualTo(DAY);
    }

    @Test
    void the_report_says_how_often_it_is_right_and_how_fast(@TempDir Path folder) throws IOException {
        String report = EvaluationReport.of(new LocalClassifier(), TrainingText.read(labelled(folder)));

        assertThat(report)
                .contains("intent     40 texts, accuracy ")
                .contains("sentiment  40 texts, accuracy ")
                .containsPattern("spam +above 0.9: precision 1.0000 \\(0 of 0\\)")
                .contains("shop, not-spam")
                .contains("texts a second on one thread");
    }

    @Test
    void a_line_that_is_none_is_named(@TempDir Path folder) throws IOException {
        Path labelled = folder.resolve("labelled.jsonl");
        Files.writeString(labelled, "{\"text\":\"a\",\"intent\":\"other\"}\n{\"text\":\"b\",\"intent\":\"rant\"}\n");

        assertThatThrownBy(() -> TrainingText.read(labelled))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelled.jsonl, line 2: ")
                .hasMessageContaining("expected is an object with source, text, intent (or not-spam)");
    }

    @Test
    void our_examples_are_each_there_once_and_cover_every_intent() {
        assertThat(TrainingText.own())
                .hasSizeGreaterThan(1_500)
                .extracting(TrainingText::text)
                .doesNotHaveDuplicates();
        assertThat(TrainingText.own()).extracting(TrainingText::intent).contains(Intent.values());
    }
}
