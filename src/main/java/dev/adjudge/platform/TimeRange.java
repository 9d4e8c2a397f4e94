package dev.adjudge.platform;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time filter of a list: from, included, until to, not included. */
public record TimeRange(Instant from, Instant to) {

    private static final Duration USUAL = Duration.ofDays(30);

    /**
     * Reads {@code ?from=&to=}, RFC 3339 times or ISO dates (a {@code to} date is included, days are UTC); the last 30
     * days where nothing is said.
     */
    public static TimeRange of(@Nullable String from, @Nullable String to, Clock clock) {
        Instant end = to == null || to.isEmpty() ? clock.instant().plusSeconds(1) : read("to", to, 1);
        Instant start = from == null || from.isEmpty() ? end.minus(USUAL) : read("from", from, 0);
        if (start.isAfter(end)) {
            String detail = "from " + start + " is after to " + end;
            throw Problem.wrong(detail, new Problem.FieldError("from", detail));
        }
        return new TimeRange(start, end);
    }

    private static Instant read(String name, String text, int daysAdded) {
        try {
            // A plus sign that was not encoded arrives as a space.
            Instant read = text.length() == 10
                    ? LocalDate.parse(text)
                            .plusDays(daysAdded)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            if (read.isBefore(Instant.EPOCH) || read.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw new DateTimeException("out of range");
            }
            return read;
        } catch (DateTimeException e) {
            String detail = name + " is '" + text + "'; send 2026-11-21 or 2026-11-21T08:00:00Z";
            throw Problem.wrong(detail, new Problem.FieldError(name, detail));
        }
    }
}
