package dev.adjudge.ai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Our examples once more, with an instruction to the classifier before or behind each: what is learnt is that it says nothing. */
final class InstructedTexts {

    private static final String INSTRUCTIONS = "/ai/instructions.txt";

    private InstructedTexts() {}

    static List<TrainingText> of(List<TrainingText> texts) {
        List<String> instructions = instructions();
        List<TrainingText> instructed = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            TrainingText text = texts.get(i);
            String instruction = instructions.get(i % instructions.size());
            String both = i / instructions.size() % 2 == 0
                    ? text.text() + " " + instruction
                    : instruction + " " + text.text();
            instructed.add(new TrainingText(
                    TrainingText.INSTRUCTED, both, text.intent(), text.notSpam(), text.sentiment(), text.strong()));
        }
        return instructed;
    }

    private static List<String> instructions() {
        try (InputStream in =
                Objects.requireNonNull(InstructedTexts.class.getResourceAsStream(INSTRUCTIONS), INSTRUCTIONS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
