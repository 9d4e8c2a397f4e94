package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves the staged lines of a batch to where they belong, a set at a time: campaigns, current values, earlier values,
 * quarantine. New days are inserted at once; only if some were there already, or twice in the batch, is it looked at which.
 */
final class BatchMerge {

    /** One merge at a time: two batches about one campaign must not judge it by the same earlier state. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(?)";

    private static final int REJECTIONS_SHOWN = 100;
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int MANY = 10_000;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu_MM", Locale.ROOT);

    private final Sql sql;
    private final BatchOrigin origin;
    private final Corrections corrections;
    private final String arrived;
    private Span span;

    /** The moment of the merge, the days that the batch covers, the first days of their months, and the day that up-to-date data reaches. */
    record Span(Instant now, LocalDate from, LocalDate to, Set<LocalDate> months, LocalDate upToDate) {

        /** Of lines that were taken in later it is only known that they are about these months. */
        Span wholeMonths() {
            LocalDate first = Collections.min(months);
            LocalDate last = Collections.max(months);
            return new Span(now, first, last.plusMonths(1).minusDays(1), months, upToDate);
        }
    }

    BatchMerge(Sql sql, BatchOrigin origin, Span span, Corrections corrections) {
        this.sql = sql;
        this.corrections = corrections;
        this.origin = origin;
        this.span = span;
        this.arrived = origin.parts() ? "summed" : "(SELECT * FROM staged WHERE kind = 'd')";
    }

    Merged run(boolean metadata, long days, boolean severalCurrencies, @Nullable String onlyCurrency)
            throws SQLException {
        // Sorting a million lines in memory takes a third of the time that it takes on disk.
        sql.run("SET LOCAL work_mem = '256MB'");
        sql.run("SET LOCAL maintenance_work_mem = '256MB'");
        List<LocalDate> fresh =
                sql.list(MergeSql.FRESH_MONTHS, row -> row.getObject(1, LocalDate.class), dates(span.months()));
        if (!fresh.isEmpty()) {
            // Attaching wants this lock; taken now, nobody who changes campaigns waits for us while we wait for them.
            sql.run("LOCK TABLE campaigns IN SHARE ROW EXCLUSIVE MODE");
        }
        if (metadata) {
            new CampaignSync(sql).run(origin.receivedAt(), span.now());
        }
        long conflicts = origin.parts() ? sql.run(MergeSql.SUM_TOO_LARGE) : 0;
        sql.run(MergeSql.SEEN);
        long defaulted = sql.count(MergeSql.NEW_WITHOUT_CURRENCY);
        sql.run(MergeSql.NEW_CAMPAIGNS, origin.defaultCurrency());
        conflicts = otherCurrency(severalCurrencies, onlyCurrency, conflicts);
        sql.run(MergeSql.RENAMED_CAMPAIGNS);
        sql.run(MergeSql.EARLIER_FIRST_DAY);
        if (origin.parts()) {
            sum();
        }
        long keys = origin.parts() ? sql.count("SELECT count(*) FROM summed") : days - conflicts;
        long inserted = insert(fresh);
        long same = 0;
        long restated = 0;
        if (inserted < keys) {
            if (!origin.parts()) {
                sql.run(MergeSql.TWICE);
                long contradicting = sql.run(MergeSql.TWICE_CONTRADICTING);
                sql.run(MergeSql.TWICE_THE_SAME);
                conflicts += stillRefused(contradicting);
            }
            sql.run(MergeSql.SETTLED.formatted(arrived), span.from(), span.to(), origin.id());
            sql.run(MergeSql.KEEP_EARLIER, span.now(), span.now());
            sql.run(MergeSql.RESTATE, origin.id(), span.now());
            same = sql.count(MergeSql.SETTLED_LINES, false);
            restated = sql.count(MergeSql.SETTLED_LINES, true);
        }
        long twice = inserted < keys || corrections.lines() > 0
                ? sql.count("SELECT count(*) FROM staged WHERE kind = 'u'")
                : 0;
        same += twice;
        long accepted = sql.count("SELECT count(*) FROM staged WHERE kind = 'd'") + twice;
        long rejected = sql.count("SELECT count(*) FROM staged WHERE kind = 'r'");
        return new Merged(
                accepted,
                same,
                restated,
                rejected,
                conflicts,
                origin.parts() ? keys : accepted - twice,
                sql.count("SELECT count(*) FROM seen"),
                sql.count("SELECT count(*) FROM seen WHERE last_day >= ?", span.upToDate()),
                defaulted,
                corrections.lines(),
                rejected == 0 ? List.of() : rejections(),
                jumps(),
                rejected == 0 || !origin.parts() ? NONE : incomplete());
    }

    /**
     * Months that nothing was stored for get their keys after their rows. Statistics of what has just grown are made anew:
     * the next question comes before PostgreSQL would do so by itself.
     */
    private long insert(List<LocalDate> fresh) throws SQLException {
        long inserted = 0;
        for (LocalDate month : fresh) {
            inserted += fill(month);
        }
        if (fresh.size() < span.months().size()) {
            inserted += sql.run(
                    MergeSql.insertNew(arrived),
                    origin.id().toString(),
                    origin.id(),
                    span.now(),
                    dates(fresh),
                    span.from(),
                    span.to());
        }
        if (inserted > MANY) {
            sql.run("ANALYZE campaigns");
            for (LocalDate month : span.months()) {
                sql.run("ANALYZE campaign_performance_" + MONTH.format(month));
            }
        }
        return inserted;
    }

    /**
     * Hardly any batch has a day twice, and to look for it takes as long as the rows. So it is left to the key, which finds
     * it when it is built; only then is the month filled again, with one line a day.
     */
    private long fill(LocalDate month) throws SQLException {
        sql.run("SAVEPOINT fresh_month");
        try {
            return fill(month, MergeSql::insertAll);
        } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            sql.run("ROLLBACK TO SAVEPOINT fresh_month");
            return fill(month, MergeSql::insertFirst);
        }
    }

    private long fill(LocalDate month, BinaryOperator<String> insertion) throws SQLException {
        String table = sql.find("SELECT create_performance_month(?)", row -> row.getString(1), month)
                .orElseThrow();
        String batch = origin.id().toString();
        long inserted = sql.run(insertion.apply(table, arrived), batch, origin.id(), span.now(), month, month);
        sql.run("SELECT attach_performance_month(?)", month);
        return inserted;
    }

    private static String dates(Collection<LocalDate> dates) {
        return dates.stream().map(LocalDate::toString).collect(Collectors.joining(",", "{", "}"));
    }

    /** Rejected lines go to the quarantine once the batch has its row; those that wait there already stay as they are. */
    static void quarantine(Sql sql, BatchOrigin origin) throws SQLException {
        if (refused(sql) > 0) {
            sql.run(MergeSql.REFUSED_AGAIN, origin.id(), origin.source());
            sql.run(MergeSql.QUARANTINE, origin.id(), origin.source(), origin.receivedAt(), origin.id());
        }
    }

    /** Tells the refused lines apart, and how many there are. Their index keeps joins quick whatever is known of the tables. */
    static long refused(Sql sql) throws SQLException {
        sql.run("DROP TABLE IF EXISTS pg_temp.refused");
        sql.run(MergeSql.REFUSED);
        sql.run("CREATE INDEX ON refused (fingerprint, nth)");
        sql.run("ANALYZE refused");
        return sql.count("SELECT count(*) FROM refused");
    }

    private static final Merged.Warnings NONE = new Merged.Warnings(0, List.of());

    /**
     * What a refused line says of its campaign, its days and its name, was not seen.
     *
     * @param before lines that the merge refused so far
     * @return how many are refused now
     */
    private long otherCurrency(boolean several, @Nullable String only, long before) throws SQLException {
        boolean possible = several || (only != null && sql.count(MergeSql.CAMPAIGNS_IN_OTHER_CURRENCY, only) > 0);
        long refused = before + (possible ? sql.run(MergeSql.otherCurrency(origin.parts())) : 0);
        if (refused == 0) {
            return 0;
        }
        long still = stillRefused(refused);
        if (still < refused) {
            still += sql.run(MergeSql.otherCurrency(origin.parts()));
        }
        sql.run(MergeSql.FORGET_FIRST_DAY);
        sql.run("DROP TABLE seen");
        sql.run(MergeSql.SEEN);
        return still;
    }

    /** How many of the lines that the merge has just refused were not corrected when they came before. */
    private long stillRefused(long refused) throws SQLException {
        if (refused == 0) {
            return 0;
        }
        long before = corrections.lines();
        if (!corrections.within(span.months()).isEmpty()) {
            span = span.wholeMonths();
        }
        return refused - (corrections.lines() - before);
    }

    private void sum() throws SQLException {
        sql.run(MergeSql.SUMMED);
        sql.run("ANALYZE summed");
        sql.run(MergeSql.TOP_OF_SUMS);
    }

    private List<Merged.Rejection> rejections() throws SQLException {
        return sql.list(
                "SELECT line, field, value, reason FROM staged WHERE kind = 'r' ORDER BY line LIMIT ?",
                row -> new Merged.Rejection(
                        row.getLong("line"), row.getString("field"), row.getString("value"), row.getString("reason")),
                REJECTIONS_SHOWN);
    }

    private Merged.Warnings jumps() throws SQLException {
        sql.run(MergeSql.SUSPECTS, span.from(), span.to());
        return warnings(MergeSql.JUMPS, origin.id(), span.from(), span.to());
    }

    private Merged.Warnings incomplete() throws SQLException {
        return warnings(MergeSql.INCOMPLETE);
    }

    /** The query gives the text of an example, and how many there are in all. */
    private Merged.Warnings warnings(String query, @Nullable Object... values) throws SQLException {
        long[] total = {0};
        List<String> examples = sql.list(
                query,
                row -> {
                    total[0] = row.getLong(2);
                    return row.getString(1);
                },
                values);
        return new Merged.Warnings(total[0], examples);
    }
}
