package dev.adjudge.ingest;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one batch are to be read.
 *
 * @param latest the latest day that has begun anywhere on Earth
 * @param platform of rows that name none
 * @param currency of rows that name none, from the headings
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
        @Nullable String currency,
        boolean micros,
        boolean idNeeded) {

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
                hints.currency(),
                false,
                false);
    }
}
