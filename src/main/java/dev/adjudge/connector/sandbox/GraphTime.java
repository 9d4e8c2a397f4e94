package dev.adjudge.connector.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in requests of the Graph API: seconds since 1970, a time or a day. */
final class GraphTime {

    private GraphTime() {}

    static Instant since(@Nullable String text) {
        if (text == null) {
            return Instant.EPOCH;
        }
        try {
            if (text.matches("\\d{1,11}")) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text.replaceFirst("\\+0000$", "Z")).toInstant();
        } catch (DateTimeException e) {
            throw MetaError.invalid("Param since must be a date or a unix time");
        }
    }
}
