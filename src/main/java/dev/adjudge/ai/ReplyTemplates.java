package dev.adjudge.ai;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.adjudge.fact.Classification;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.ReplyText;
import dev.adjudge.fact.Sentiment;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The replies that are ready: those that come with the service, or a file of one's own. */
@Startup
@Singleton
class ReplyTemplates {

    static final List<Intent> ANSWERED = List.of(Intent.QUESTION, Intent.PRAISE, Intent.COMPLAINT);

    private static final List<String> COLUMNS = List.of("intent", "sentiment", "language", "text");

    private final List<ReplyTemplate> templates;

    @Inject
    ReplyTemplates(ReplySettings settings) {
        this(
                settings.templates().map(ReplyTemplates::content).orElseGet(() -> Resource.text("replies.csv")),
                settings.templates().map(Path::toString).orElse("replies.csv"));
    }

    ReplyTemplates(String csv, String name) {
        templates = read(csv, name);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The file of adjudge.ai.reply.templates, " + file + ", can't be read as UTF-8: " + e, e);
        }
    }

    private static List<ReplyTemplate> read(String csv, String name) {
        List<ReplyTemplate> read = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(csv.startsWith("\ufeff") ? csv.substring(1) : csv)) {
            for (NamedCsvRecord row : rows) {
                if (!row.getHeader().containsAll(COLUMNS)) {
                    throw wrong(name, 1, "the columns are " + row.getHeader(), "needed are " + COLUMNS);
                }
                read.add(template(row, name));
            }
        } catch (CsvParseException | IOException e) {
            throw new IllegalStateException(name + " is no CSV file: " + e.getMessage(), e);
        }
        return read;
    }

    private static ReplyTemplate template(NamedCsvRecord row, String name) {
        long line = row.getStartingLineNumber();
        String intent = row.getField("intent").strip();
        Intent known = Stream.of(Intent.values())
                .filter(one -> one.word().equals(intent) && ANSWERED.contains(one))
                .findFirst()
                .orElseThrow(() -> wrong(name, line, "intent is " + intent, "allowed are question, praise, complaint"));
        String sentiment = row.getField("sentiment").strip();
        Sentiment felt = sentiment.isEmpty()
                ? null
                : Stream.of(Sentiment.values())
                        .filter(one -> one.word().equals(sentiment))
                        .findFirst()
                        .orElseThrow(() -> wrong(
                                name,
                                line,
                                "sentiment is " + sentiment,
                                "allowed are positive, negative, neutral, or nothing for any"));
        String language = row.getField("language").strip().toLowerCase(Locale.ROOT);
        if (!language.matches("[a-z]{2}")) {
            throw wrong(name, line, "language is " + language, "allowed are two letters, such as en");
        }
        ReplyTemplate template =
                new ReplyTemplate(known, felt, language, row.getField("text").strip());
        String tried = template.filled(Map.of("brand", "Brand", "name", "Name"))
                .orElseThrow(() -> wrong(
                        name,
                        line,
                        "text has an unknown placeholder: " + template.text(),
                        "allowed are {brand} and {name}"));
        ReplyText.problem(tried).ifPresent(problem -> {
            throw wrong(name, line, "text can't be sent", problem);
        });
        return template;
    }

    private static IllegalStateException wrong(String name, long line, String what, String allowed) {
        return new IllegalStateException(name + ", line " + line + ": " + what + "; " + allowed);
    }

    /** The one that fits; of several always the same for the same text. */
    Optional<String> reply(String text, Classification of, String language, ReplyContext context) {
        Map<String, String> values = new HashMap<>();
        put(values, "brand", context.brandName());
        put(values, "name", context.name());
        List<String> fitting = templates.stream()
                .filter(one -> one.fits(of.intent(), of.sentiment(), language))
                .flatMap(one -> one.filled(values).stream())
                .filter(one -> ReplyText.problemOfDraft(one).isEmpty())
                .toList();
        return fitting.isEmpty()
                ? Optional.empty()
                : Optional.of(fitting.get(Math.floorMod(text.hashCode(), fitting.size())));
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(name, value.strip());
        }
    }
}
