package dev.adjudge.ingest;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one batch are to be read.
 *
 * @param latest the latest day that has begun anywhere on Earth
 * @param platform of rows that name none
 * @param heading the heading of spend, if it says a currency: of all rows
 * @param micros whether spend is in millionths
 * @param idNeeded whether a row must have a campaign id, because the file has a column for it
 */
record RowRules(
        Platforms platforms,
        LocalDate earliest,
        LocalDate latest,
        DateOrder dates,
        NumberStyle numbers,
        Hints hints,
        @Nullable String platform,
        @Nullable CurrencyHeading heading,
        boolean micros,
        boolean idNeeded) {

    /** A heading that says in which currency its amounts are. */
    record CurrencyHeading(String text, String currency) {}

    /** Of rows that name none. */
    @Nullable String currency() {
        return heading == null ? hints.currency() : heading.currency();
    }

    /** Of rows whose form the API fixes. */
    static RowRules exact(Platforms platforms, LocalDate earliest, LocalDate latest, Hints hints) {
        return new RowRules(
                platforms,
                earliest,
                latest,
                DateOrder.ISO,
                NumberStyle.MACHINE,
                hints,
                hints.platform(),
                null,
                false,
                false);
    }
}
