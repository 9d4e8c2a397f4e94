package dev.adjudge.fact;

import java.time.LocalDate;
import java.util.Locale;

/** The days that a window sums, counted back from the evaluation date: 1 is the day before it. */
public enum Span {
    D1(1, 1),
    D3(3, 1),
    D7(7, 1),
    D14(14, 1),
    D30(30, 1),
    /** The 7 days before the last 7. */
    P7(14, 8);

    private final int first;
    private final int last;

    Span(int first, int last) {
        this.first = first;
        this.last = last;
    }

    /** The spelling in rules and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many days it has. */
    public int days() {
        return first - last + 1;
    }

    public LocalDate from(LocalDate asOf) {
        return asOf.minusDays(first);
    }

    public LocalDate to(LocalDate asOf) {
        return asOf.minusDays(last);
    }

    /** The window of a span without data. */
    public Window empty(LocalDate asOf) {
        return new Window(from(asOf), to(asOf), 0, null, null, null, null, null);
    }
}
