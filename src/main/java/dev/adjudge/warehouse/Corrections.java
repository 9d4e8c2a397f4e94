package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people made of refused lines, taken in their place when the same lines come again: a file that is sent twice must not
 * undo a correction. Of equal lines each finds an entry of its own. Nothing is looked for while no line is refused.
 */
final class Corrections {

    private static final String ANY =
            "SELECT count(*) FROM (SELECT FROM quarantine WHERE source = ? AND correction IS NOT NULL LIMIT 1) x";

    private static final String TABLE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS corrected (
                line bigint PRIMARY KEY, entry uuid NOT NULL UNIQUE, resolved_at timestamptz, correction jsonb NOT NULL) ON COMMIT DROP
            """;

    private static final String FIND = """
            INSERT INTO corrected (line, entry, resolved_at, correction)
            SELECT r.line, q.id, q.resolved_at, q.correction
            FROM refused r JOIN (
                SELECT id, fingerprint, resolved_at, correction,
                    row_number() OVER (PARTITION BY fingerprint ORDER BY resolved_at DESC, line, id) AS nth
                FROM quarantine
                WHERE source = ? AND correction IS NOT NULL AND fingerprint IN (SELECT fingerprint FROM refused)
                    AND NOT EXISTS (SELECT FROM corrected c WHERE c.entry = id)) q USING (fingerprint, nth)
            WHERE NOT EXISTS (SELECT FROM corrected c WHERE c.line = r.line)
            """;

    private static final String TAKE = """
            WITH taken AS (
                UPDATE staged s SET kind = 'd', platform = d.platform, account_id = d."accountId",
                    campaign_id = d."campaignId", campaign_name = d."campaignName", date = d.date, currency = d.currency,
                    spend = d.spend, impressions = d.impressions, clicks = d.clicks, conversions = d.conversions,
                    revenue = d.revenue, raw = NULL, "row" = NULL, field = NULL, value = NULL, reason = NULL
                FROM corrected c CROSS JOIN LATERAL jsonb_to_record(c.correction) AS d (platform text, "accountId" text,
                    "campaignId" text, "campaignName" text, date date, currency text, spend numeric, impressions bigint,
                    clicks bigint, conversions numeric, revenue numeric)
                WHERE s.line = c.line AND s.kind = 'r'
                    AND (?::date[] IS NULL OR date_trunc('month', d.date)::date = ANY (?::date[]))
                RETURNING s.date, s.currency)
            SELECT date, currency, count(*) AS lines FROM taken GROUP BY date, currency
            """;

    /** The day that such a line was corrected to is there, and none of the batch's months. */
    private static final String KNOWN =
            "UPDATE staged s SET kind = 'u' FROM corrected c WHERE s.line = c.line AND s.kind = 'r'";

    /** Where lines are whole days, a corrected one stands for its day, the latest of several. */
    private static final String SUPERSEDED = """
            UPDATE staged s SET kind = 'u'
            FROM (
                SELECT c.line, d.platform, d.campaign_id, d.date, row_number() OVER (
                    PARTITION BY d.platform, d.campaign_id, d.date ORDER BY c.resolved_at DESC, c.line) AS nth
                FROM corrected c JOIN staged d ON d.line = c.line AND d.kind = 'd') w
            WHERE w.nth = 1 AND s.kind = 'd' AND s.line <> w.line
                AND s.platform = w.platform AND s.campaign_id = w.campaign_id AND s.date = w.date
            """;

    private final Sql sql;
    private final BatchOrigin origin;
    private long lines;

    /** Lines taken in, of one day and currency. */
    record Taken(LocalDate date, @Nullable String currency, long lines) {}

    Corrections(Sql sql, BatchOrigin origin) {
        this.sql = sql;
        this.origin = origin;
    }

    /** Lines for which a correction stands. */
    long lines() {
        return lines;
    }

    /** Takes those of the lines refused so far. */
    List<Taken> take() throws SQLException {
        return take(null);
    }

    /** Takes those of the lines refused so far that are about certain months. */
    List<Taken> within(Collection<LocalDate> months) throws SQLException {
        return take(months.stream().map(LocalDate::toString).collect(Collectors.joining(",", "{", "}")));
    }

    private List<Taken> take(@Nullable String months) throws SQLException {
        if (sql.count(ANY, origin.source()) == 0) {
            return List.of();
        }
        sql.run(TABLE);
        BatchMerge.refused(sql);
        long found = sql.run(FIND, origin.source());
        if (found == 0) {
            return List.of();
        }
        lines += found;
        sql.run("ANALYZE corrected");
        List<Taken> taken = sql.list(
                TAKE,
                row -> new Taken(
                        row.getObject("date", LocalDate.class), row.getString("currency"), row.getLong("lines")),
                months,
                months);
        sql.run("ANALYZE pg_temp.staged");
        sql.run(KNOWN);
        if (!origin.parts()) {
            sql.run(SUPERSEDED);
        }
        return taken;
    }
}
