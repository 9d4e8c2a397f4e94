package dev.adjudge.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with what it is known to be about.
 *
 * @param source whose text and label it is; {@code own} for ours
 * @param intent null where all that is known is that it is no spam, or nothing
 * @param notSpam whether all that is known is that it is no spam
 * @param strong whether the label says it; otherwise it was inferred
 */
record TrainingText(
        String source,
        String text,
        @Nullable Intent intent,
        boolean notSpam,
        @Nullable Sentiment sentiment,
        boolean strong) {

    static final String OWN = "own";
    static final String INSTRUCTED = "own, instructed";
    static final String MODERATED = "moderated";

    private static final String NOT_SPAM = "not-spam";
    private static final String EXAMPLES = "/ai/examples.csv";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a JSON object a line: {@code source, text, intent, sentiment, strength}. */
    static List<TrainingText> read(Path file) throws IOException {
        List<TrainingText> texts = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    texts.add(of(line, file + ", line " + (texts.size() + 1)));
                }
            }
        }
        return texts;
    }

    private static TrainingText of(String line, String where) {
        try {
            JsonNode node = JSON.readTree(line);
            String intent = word(node, "intent");
            String sentiment = word(node, "sentiment");
            boolean notSpam = NOT_SPAM.equals(intent);
            return new TrainingText(
                    node.path("source").asText(),
                    node.required("text").asText(),
                    intent == null || notSpam ? null : Intent.of(intent),
                    notSpam,
                    sentiment == null ? null : Sentiment.of(sentiment),
                    node.path("strength").asText().equals("strong"));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    where + ": " + e.getMessage()
                            + "; expected is an object with source, text, intent (or not-spam), sentiment and strength",
                    e);
        }
    }

    private static @Nullable String word(JsonNode node, String field) {
        return node.path(field).asText(null);
    }

    /** The examples that we wrote ourselves and that ship. */
    static List<TrainingText> own() {
        InputStream examples = Objects.requireNonNull(TrainingText.class.getResourceAsStream(EXAMPLES), EXAMPLES);
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(examples, StandardCharsets.UTF_8))) {
            return rows.stream()
                    .map(row -> new TrainingText(
                            OWN,
                            row.getField("text"),
                            Intent.of(row.getField("intent")),
                            false,
                            Sentiment.of(row.getField("sentiment")),
                            true))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
