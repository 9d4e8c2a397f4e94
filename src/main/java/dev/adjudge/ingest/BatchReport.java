package dev.adjudge.ingest;

import dev.adjudge.warehouse.BatchCounts;
import dev.adjudge.warehouse.Merged;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a batch: what became of every line, what was noticed, and how good the data is.
 *
 * @param accepted good rows, {@code unchanged} and {@code restated} ones among them
 * @param warned the first of the warnings
 * @param unknownColumns columns, or JSON fields, that nothing is known of
 */
public record BatchReport(
        UUID batchId,
        long received,
        long accepted,
        long unchanged,
        long restated,
        long rejected,
        long warnings,
        List<Merged.Rejection> rejections,
        long lines,
        long skipped,
        List<String> unknownColumns,
        List<String> notes,
        List<Warning> warned,
        Quality quality) {

    /** Something unlikely in a row that was kept. */
    public record Warning(
            @Nullable Long line, String field, @Nullable String value, String reason) {}

    /**
     * How good the data is, in percent.
     *
     * @param completeness measures of the rows that are filled
     * @param accuracy rows whose values can be read and are possible
     * @param consistency rows that fit each other and what is known
     * @param freshness campaigns whose data reaches the day before yesterday
     */
    public record Quality(Share completeness, Share accuracy, Share consistency, Share freshness) {}

    public record Share(BigDecimal percent, List<String> examples) {

        private static final int EXAMPLES = 5;
        private static final BigDecimal ALL = BigDecimal.valueOf(100);

        static Share of(long good, long all, List<String> examples) {
            BigDecimal percent = all == 0
                    ? ALL
                    : BigDecimal.valueOf(good).multiply(ALL).divide(BigDecimal.valueOf(all), 2, RoundingMode.FLOOR);
            return new Share(
                    percent.stripTrailingZeros()
                            .setScale(Math.max(0, percent.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY),
                    examples.stream().limit(EXAMPLES).toList());
        }
    }

    static BatchReport of(UUID id, Tally tally, Merged merged) {
        List<Warning> warned = new ArrayList<>(tally.warned());
        merged.jumps().examples().forEach(text -> warned.add(new Warning(null, "spend", null, text)));
        merged.incompleteDays().examples().forEach(text -> warned.add(new Warning(null, "date", null, text)));
        long warnings = tally.warnings()
                + merged.jumps().count()
                + merged.incompleteDays().count();
        return new BatchReport(
                id,
                tally.received(),
                merged.accepted(),
                merged.unchanged(),
                merged.restated(),
                merged.rejected(),
                warnings,
                merged.rejections(),
                tally.received() + tally.skipped(),
                tally.skipped(),
                tally.unknownColumns(),
                tally.notes(),
                warned.stream().limit(100).toList(),
                quality(tally, merged));
    }

    BatchCounts counts() {
        return new BatchCounts(lines, skipped, received, accepted, unchanged, restated, rejected, warnings);
    }

    private static Quality quality(Tally tally, Merged merged) {
        long rows = tally.received();
        List<String> refusals = merged.rejections().stream()
                .map(r -> "line " + r.line() + ": " + r.field() + " " + r.reason())
                .toList();
        List<String> contradictions = new ArrayList<>();
        tally.warned().forEach(w -> contradictions.add("line " + w.line() + ": " + w.reason()));
        contradictions.addAll(merged.jumps().examples());
        contradictions.addAll(merged.incompleteDays().examples());
        long consistent = Math.max(
                0, rows - merged.conflicts() - tally.warnings() - merged.jumps().count());
        long late = merged.campaigns() - merged.upToDate();
        return new Quality(
                Share.of(tally.checkedCells() - tally.emptyCells(), tally.checkedCells(), tally.emptyExamples()),
                Share.of(rows - tally.refused(), rows, refusals),
                Share.of(consistent, rows, contradictions),
                Share.of(
                        merged.upToDate(),
                        merged.campaigns(),
                        late == 0
                                ? List.of()
                                : List.of(late + " campaigns have no data of the day before yesterday or later")));
    }
}
