package dev.adjudge.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjudge.fact.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README says of the weights that ship, on texts that they were not learnt from. */
class LocalClassifierDataTest {

    private static final Path COMMENTS = Path.of("../shared/data/comments");

    @ParameterizedTest
    @CsvSource({"sample_dev.jsonl, 0.80, 0.80", "dev.jsonl, 0.85, 0.88"})
    void is_as_good_as_it_is_said_to_be(String file, double accuracy, double sentimentAccuracy) throws IOException {
        Path labelled = COMMENTS.resolve(file);
        assumeTrue(Files.exists(labelled), labelled + " is missing, so nothing is measured on it");

        Measured measured = Measured.of(Judged.by(new LocalClassifier(), TrainingText.read(labelled)));

        assertThat(measured.accuracy()).isGreaterThanOrEqualTo(accuracy);
        assertThat(measured.sentimentAccuracy()).isGreaterThanOrEqualTo(sentimentAccuracy);
        assertThat(measured.acted(Intent.TOXIC).precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(measured.acted(Intent.SPAM).precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(measured.acted(Intent.TOXIC).recall()).isGreaterThanOrEqualTo(0.5);
        assertThat(measured.acted(Intent.SPAM).recall()).isGreaterThanOrEqualTo(0.3);
        assertThat(measured.calibrationError()).isLessThan(0.1);
        assertThat(measured.sentimentCalibrationError()).isLessThan(0.1);
    }

    @Test
    void does_not_delete_what_is_no_spam() throws IOException {
        Path labelled = COMMENTS.resolve("dev.jsonl");
        assumeTrue(Files.exists(labelled), labelled + " is missing, so nothing is measured on it");
        LocalClassifier classifier = new LocalClassifier();

        assertThat(TrainingText.read(labelled).stream()
                        .filter(TrainingText::notSpam)
                        .map(text -> classifier.classify(text.text()))
                        .filter(said -> said.intent() == Intent.SPAM
                                && said.confidence().doubleValue() > 0.9))
                .hasSizeLessThanOrEqualTo(3);
    }
}
