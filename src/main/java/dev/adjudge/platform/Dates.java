package dev.adjudge.platform;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates in query parameters. */
public final class Dates {

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    private Dates() {}

    public static LocalDate query(String name, @Nullable String text, LocalDate usual) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(EARLIEST) && !date.isAfter(LATEST)) {
                return date;
            }
        } catch (DateTimeException e) {
            throw wrong(name, text);
        }
        throw wrong(name, text);
    }

    private static Problem wrong(String name, String text) {
        String detail = name + " is '" + text + "'; send a date such as 2026-11-21";
        return Problem.wrong(detail, new Problem.FieldError(name, detail));
    }
}
