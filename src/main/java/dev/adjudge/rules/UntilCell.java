package dev.adjudge.rules;

import dev.adjudge.decision.Until;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/** The text of a cell in the column {@code until}: a duration, a date or time, or a condition over the campaign's facts. */
final class UntilCell {

    private static final Pattern DURATION = Pattern.compile("[-+]?P[-+0-9.DTHMSWY]*");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(T.*)?");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private UntilCell() {}

    /** @throws IllegalArgumentException that says what is wrong, what is allowed */
    static Until read(String cell) {
        String text = cell.strip();
        if (DURATION.matcher(text).matches()) {
            return new Until.After(duration(text));
        }
        if (DATE.matcher(text).matches()) {
            return new Until.At(time(text));
        }
        CampaignCondition.of(text);
        return new Until.Met(text);
    }

    private static String duration(String text) {
        Duration length;
        try {
            length = Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no duration of days and smaller parts, such as \"P3D\" or \"PT12H\"", e);
        }
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not between a minute, \"PT1M\", and a year, \"P366D\"");
        }
        return text;
    }

    /** A date is its beginning; without an offset, UTC. */
    private static Instant time(String text) {
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return text.matches(".*T.*([zZ]|[-+]\\d{2}(:\\d{2}(:\\d{2})?)?)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no date, and no date and time, such as \"2026-12-24\" or"
                            + " \"2026-12-24T06:00:00Z\"",
                    e);
        }
    }
}
