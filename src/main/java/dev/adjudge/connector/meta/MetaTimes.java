package dev.adjudge.connector.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as Meta's webhooks tell them: seconds, milliseconds, or a text such as 2026-09-01T08:00:00+0000. */
final class MetaTimes {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[XX][XXX]");

    /** As seconds the year 5138; as milliseconds March 1973. */
    private static final long SECONDS_END = 100_000_000_000L;

    private static final long LAST_MILLISECOND = 253_402_300_799_999L;

    private MetaTimes() {}

    /** Empty where there is none, or nothing that can be one. */
    static Optional<Instant> of(JsonNode time) {
        String text = time.asText().strip();
        if (text.matches("[0-9]{1,15}")) {
            long number = Long.parseLong(text);
            if (number == 0 || number > LAST_MILLISECOND) {
                return Optional.empty();
            }
            return Optional.of(number < SECONDS_END ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number));
        }
        try {
            return Optional.of(OffsetDateTime.parse(text, TEXT).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
