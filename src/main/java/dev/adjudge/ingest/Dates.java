package dev.adjudge.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the days of a file, in the order of the file, and refuses those that could be two days. */
final class Dates {

    private static final int REMEMBERED = 5000;
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.]?)(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern MIDNIGHT = Pattern.compile("[T ]00:00(:00(\\.0+)?)?(Z|[+-]00:?00| UTC)?$");
    private static final List<DateTimeFormatter> NAMED = Stream.of(
                    "MMM d, uuuu", "MMMM d, uuuu", "d MMM uuuu", "d MMMM uuuu", "d-MMM-uuuu", "MMM d uuuu")
            .map(pattern -> new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT))
            .toList();

    private final DateOrder order;
    private final LocalDate earliest;
    private final LocalDate latest;
    private final Map<String, LocalDate> seen = new HashMap<>();

    /**
     * @param latest the latest day that has begun anywhere on Earth
     */
    Dates(DateOrder order, LocalDate earliest, LocalDate latest) {
        this.order = order;
        this.earliest = earliest;
        this.latest = latest;
    }

    LocalDate read(String cell) throws Unreadable {
        LocalDate known = seen.get(cell);
        if (known != null) {
            return known;
        }
        if (cell.length() > 40) {
            throw new Unreadable("is not a date; write it as 2024-11-16");
        }
        LocalDate day = possible(parse(cell));
        if (seen.size() < REMEMBERED) {
            seen.put(cell, day);
        }
        return day;
    }

    private LocalDate possible(LocalDate day) throws Unreadable {
        if (day.isAfter(latest)) {
            throw new Unreadable("is in the future; the latest day that has begun is " + latest);
        }
        if (day.isBefore(earliest)) {
            throw new Unreadable(
                    "is before " + earliest + ", the earliest date allowed (adjudge.ingest.earliest-date)");
        }
        return day;
    }

    private LocalDate parse(String cell) throws Unreadable {
        if (order == DateOrder.ISO) {
            return iso(cell);
        }
        String text = MIDNIGHT.matcher(cell).replaceFirst("");
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches() && (!yearFirst.group(2).isEmpty() || text.length() == 8)) {
            return day(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
        }
        Matcher yearLast = YEAR_LAST.matcher(text);
        if (yearLast.matches()) {
            return yearLast(yearLast.group(1), yearLast.group(2), yearLast.group(3), yearLast.group(4));
        }
        for (DateTimeFormatter format : NAMED) {
            LocalDate named = named(text, format);
            if (named != null) {
                return named;
            }
        }
        throw new Unreadable("is not a date; write it as 2024-11-16");
    }

    private static LocalDate iso(String cell) throws Unreadable {
        Matcher yearFirst = YEAR_FIRST.matcher(cell);
        if (cell.length() == 10 && yearFirst.matches() && yearFirst.group(2).equals("-")) {
            return day(yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
        }
        throw new Unreadable("is not a date as ISO 8601 writes it; write it as 2024-11-16");
    }

    private LocalDate yearLast(String first, String separator, String second, String year) throws Unreadable {
        boolean firstIsDay = Integer.parseInt(first) > 12;
        boolean secondIsDay = Integer.parseInt(second) > 12;
        return switch (order) {
            case DAY_FIRST, ISO -> day(year, second, first);
            case MONTH_FIRST -> day(year, first, second);
            case UNDECIDED, MIXED -> {
                boolean dashed = !separator.equals("/") && order == DateOrder.UNDECIDED;
                if (firstIsDay || first.equals(second) || (dashed && !secondIsDay)) {
                    yield day(year, second, first);
                } else if (secondIsDay) {
                    yield day(year, first, second);
                }
                throw new Unreadable("can be two days, and "
                        + (order == DateOrder.MIXED
                                ? "the file writes dates both ways"
                                : "no other date of the file tells which")
                        + "; write it as 2024-11-16, or say dateOrder=dmy or dateOrder=mdy");
            }
        };
    }

    private static LocalDate day(String year, String month, String day) throws Unreadable {
        try {
            return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
        } catch (DateTimeException e) {
            throw new Unreadable("is not a day of the calendar");
        }
    }

    private static @Nullable LocalDate named(String text, DateTimeFormatter format) {
        try {
            return LocalDate.parse(text, format);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
