package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Takes over the metadata of a pull. What the platform changed since the last pull is kept as a change. What was changed here
 * after the pull began is newer than what the pull may have seen, and stays.
 */
final class CampaignSync {

    private static final String SYNCED = """
            CREATE TEMPORARY TABLE synced ON COMMIT DROP AS
            SELECT DISTINCT ON (platform, campaign_id) platform, campaign_id, account_id, campaign_name AS name, field AS status,
                spend AS daily_budget, conversions AS lifetime_budget, currency, date AS start_date, "row"::timestamptz AS created_time,
                raw AS time_zone
            FROM staged WHERE kind = 'c' ORDER BY platform, campaign_id
            """;

    /** Nobody changes these campaigns between the statements that follow. */
    private static final String LOCK = """
            SELECT FROM campaigns c JOIN synced n USING (platform, campaign_id) ORDER BY platform, campaign_id FOR UPDATE OF c
            """;

    private static final String CHANGED_SINCE = """
            UPDATE synced n SET
                status = CASE WHEN 'status' = ANY (x.fields) THEN c.status ELSE n.status END,
                daily_budget = CASE WHEN 'daily_budget' = ANY (x.fields) THEN c.daily_budget ELSE n.daily_budget END
            FROM campaigns c JOIN (
                SELECT platform, campaign_id, array_agg(field) AS fields
                FROM campaign_changes WHERE changed_at >= ? AND changed_by <> 'sync' GROUP BY platform, campaign_id
            ) x USING (platform, campaign_id)
            WHERE n.platform = c.platform AND n.campaign_id = c.campaign_id
            """;

    /** The first synchronisation changes nothing: it tells what was not known. */
    private static final String CHANGES = """
            INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by)
            SELECT platform, campaign_id, ?::timestamptz, 'status', c.status, n.status, 'sync'
            FROM synced n JOIN campaigns c USING (platform, campaign_id)
            WHERE c.last_synced_at IS NOT NULL AND c.status <> n.status
            UNION ALL
            SELECT platform, campaign_id, ?::timestamptz, 'daily_budget', trim_scale(c.daily_budget)::text, trim_scale(n.daily_budget)::text, 'sync'
            FROM synced n JOIN campaigns c USING (platform, campaign_id)
            WHERE c.last_synced_at IS NOT NULL AND c.daily_budget IS DISTINCT FROM n.daily_budget
            """;

    private static final String UPSERT = """
            INSERT INTO campaigns AS c (platform, campaign_id, account_id, name, status, daily_budget, lifetime_budget, currency,
                start_date, created_time, time_zone, last_synced_at)
            SELECT platform, campaign_id, account_id, name, status, daily_budget, lifetime_budget, currency, start_date, created_time,
                time_zone, ?
            FROM synced ORDER BY platform, campaign_id
            ON CONFLICT (platform, campaign_id) DO UPDATE SET account_id = excluded.account_id, name = excluded.name,
                status = excluded.status, daily_budget = excluded.daily_budget, lifetime_budget = excluded.lifetime_budget,
                currency = excluded.currency, start_date = coalesce(excluded.start_date, c.start_date),
                created_time = coalesce(excluded.created_time, c.created_time), time_zone = excluded.time_zone,
                last_synced_at = excluded.last_synced_at, version = c.version + 1
            """;

    private final Sql sql;

    CampaignSync(Sql sql) {
        this.sql = sql;
    }

    /** @param begun when the pull began */
    void run(Instant begun, Instant now) throws SQLException {
        sql.run(SYNCED);
        sql.run(LOCK);
        sql.run(CHANGED_SINCE, begun);
        sql.run(CHANGES, now, now);
        sql.run(UPSERT, now);
    }
}
