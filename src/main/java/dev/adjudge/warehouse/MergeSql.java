package dev.adjudge.warehouse;

/**
 * The statements of a merge. {@code staged} holds the lines: kind d is a good one, r a rejected one, u one that says again
 * what another line of the batch says. {@code seen} holds the batch's campaigns, {@code settled} the days that were there before.
 */
final class MergeSql {

    /** Of a staged line, as the quarantine computes it of its own. */
    static final String FINGERPRINT = "md5(field || chr(10) || coalesce(\"row\"::jsonb::text, '') || chr(10) || raw)";

    /** Name, account and currency of a campaign are those of its latest day in the batch, of several lines the first. */
    static final String SEEN = """
            CREATE TEMPORARY TABLE seen ON COMMIT DROP AS
            WITH days AS (
                SELECT platform, campaign_id, min(date) AS first_day, max(date) AS last_day, max(spend) AS top
                FROM staged WHERE kind = 'd' GROUP BY platform, campaign_id)
            SELECT DISTINCT ON (d.platform COLLATE "C", d.campaign_id COLLATE "C") d.*, s.account_id, s.campaign_name, s.currency,
                NOT EXISTS (SELECT FROM campaigns c WHERE c.platform = d.platform AND c.campaign_id = d.campaign_id) AS is_new
            FROM days d JOIN staged s ON s.kind = 'd' AND s.platform = d.platform
                AND s.campaign_id = d.campaign_id AND s.date = d.last_day
            ORDER BY d.platform COLLATE "C", d.campaign_id COLLATE "C", s.line
            """;

    static final String NEW_WITHOUT_CURRENCY = """
            SELECT count(*) FROM seen WHERE currency IS NULL AND is_new
            """;

    static final String NEW_CAMPAIGNS = """
            INSERT INTO campaigns (platform, campaign_id, account_id, name, currency, first_day)
            SELECT platform, campaign_id, coalesce(account_id, 'default'), coalesce(campaign_name, campaign_id), coalesce(currency, ?),
                first_day
            FROM seen ORDER BY platform, campaign_id
            ON CONFLICT DO NOTHING
            """;

    /** The first day of a new campaign may have been one of the lines that its currency refuses. */
    static final String FORGET_FIRST_DAY = """
            UPDATE campaigns c SET first_day = NULL FROM seen s
            WHERE s.is_new AND c.platform = s.platform AND c.campaign_id = s.campaign_id
            """;

    /** An old export does not rename a campaign of which later days are known. */
    static final String RENAMED_CAMPAIGNS = """
            UPDATE campaigns c SET name = coalesce(s.campaign_name, c.name), account_id = coalesce(s.account_id, c.account_id),
                version = c.version + 1
            FROM seen s
            WHERE c.platform = s.platform AND c.campaign_id = s.campaign_id
                AND (c.name <> s.campaign_name OR c.account_id <> s.account_id)
                AND NOT EXISTS (SELECT FROM campaign_performance p
                    WHERE p.platform = s.platform AND p.campaign_id = s.campaign_id AND p.date > s.last_day)
            """;

    static final String EARLIER_FIRST_DAY = """
            UPDATE campaigns c SET first_day = s.first_day
            FROM seen s
            WHERE c.platform = s.platform AND c.campaign_id = s.campaign_id
                AND (c.first_day IS NULL OR c.first_day > s.first_day)
            """;

    static final String CAMPAIGNS_IN_OTHER_CURRENCY = """
            SELECT count(*) FROM seen s JOIN campaigns c USING (platform, campaign_id) WHERE c.currency <> ?
            """;

    private static final String FIELDS = """
            jsonb_strip_nulls(jsonb_build_object('date', s.date, 'platform', s.platform, 'accountId', s.account_id,
                'campaignId', s.campaign_id, 'campaignName', s.campaign_name, 'currency', s.currency, 'spend', s.spend,
                'impressions', s.impressions, 'clicks', s.clicks, 'conversions', s.conversions, 'revenue', s.revenue))
            """;
    private static final String AS_JSON = "(" + FIELDS + ")::text";
    private static final String PART_AS_JSON = "(" + FIELDS + " || '{\"part\": \"true\"}')::text";

    private static final String OTHER_CURRENCY = """
            UPDATE staged s SET kind = 'r', field = 'currency', value = s.currency, raw = %1$s, "row" = %1$s,
                reason = 'the campaign reports in ' || c.currency || '; send it in that currency, or correct the campaign'
            FROM campaigns c
            WHERE s.kind = 'd' AND c.platform = s.platform AND c.campaign_id = s.campaign_id AND s.currency <> c.currency
            """;

    static String otherCurrency(boolean parts) {
        return OTHER_CURRENCY.formatted(parts ? PART_AS_JSON : AS_JSON);
    }

    static final String SUM_TOO_LARGE = """
            UPDATE staged s SET kind = 'r', field = 'date', value = s.date::text, raw = %1$s, "row" = %1$s,
                reason = 'the lines of this campaign and day add up to more than is possible (money 10^13, counts 10^15)'
            FROM (SELECT platform, campaign_id, date FROM staged WHERE kind = 'd' GROUP BY 1, 2, 3
                HAVING greatest(sum(spend), sum(conversions), sum(revenue)) >= 10::numeric ^ 13
                    OR greatest(sum(impressions), sum(clicks)) > 10::numeric ^ 15) x
            WHERE s.kind = 'd' AND s.platform = x.platform AND s.campaign_id = x.campaign_id AND s.date = x.date
            """.formatted(PART_AS_JSON);

    /** Lines are summed exactly; a day's sum is rounded once, as it is stored. */
    static final String SUMMED = """
            CREATE TEMPORARY TABLE summed ON COMMIT DROP AS
            SELECT min(line) AS line, platform, campaign_id, date, min(account_id) AS account_id,
                min(campaign_name) AS campaign_name, min(currency) AS currency, round(sum(spend), 4) AS spend,
                sum(impressions)::bigint AS impressions, sum(clicks)::bigint AS clicks,
                round(sum(conversions), 4) AS conversions, round(sum(revenue), 4) AS revenue
            FROM staged WHERE kind = 'd' GROUP BY platform, campaign_id, date
            """;

    static final String TOP_OF_SUMS = """
            UPDATE seen s SET top = x.top
            FROM (SELECT platform, campaign_id, max(spend) AS top FROM summed GROUP BY platform, campaign_id) x
            WHERE x.platform = s.platform AND x.campaign_id = s.campaign_id
            """;

    /**
     * Into a table, from the batch's days, those of which a condition holds; of a day that comes twice, its first line. An
     * id is the batch's with the line at its end: a random one for each row costs more than the rest of the row.
     */
    private static final String INSERT = """
            INSERT INTO %1$s (id, date, platform, account_id, campaign_id, campaign_name, currency, spend,
                impressions, clicks, conversions, revenue, batch_id, known_from)
            SELECT (left(?::text, 24) || lpad(to_hex(line), 12, '0'))::uuid, date, platform, account_id, campaign_id,
                campaign_name, currency, spend, impressions, clicks, conversions, revenue, ?, ?
            FROM (
                SELECT a.line, a.date, a.platform, coalesce(a.account_id, c.account_id) AS account_id, a.campaign_id,
                    coalesce(a.campaign_name, c.name) AS campaign_name, c.currency, a.spend, a.impressions, a.clicks,
                    a.conversions, a.revenue, %4$s AS nth
                FROM %2$s a JOIN campaigns c ON c.platform = a.platform AND c.campaign_id = a.campaign_id
                WHERE %3$s) x
            WHERE nth = 1
            """;

    private static final String PLACE_IN_ITS_DAY =
            "row_number() OVER (PARTITION BY a.platform COLLATE \"C\", a.campaign_id COLLATE \"C\", a.date ORDER BY a.line)";
    private static final String OF_THE_MONTH = "a.date >= ?::date AND a.date < ?::date + interval '1 month'";

    /** All days of a month that has no table yet, into the table made for it. */
    static String insertAll(String table, String arrived) {
        return INSERT.formatted(table, arrived, OF_THE_MONTH, "1");
    }

    /** As above, where days may come twice. */
    static String insertFirst(String table, String arrived) {
        return INSERT.formatted(table, arrived, OF_THE_MONTH, PLACE_IN_ITS_DAY);
    }

    /** Days of other months, where they are not there yet, in the order of the key, which is the quickest to insert in. */
    static String insertNew(String arrived) {
        String condition = """
                NOT date_trunc('month', a.date)::date = ANY (?::date[])
                AND NOT EXISTS (SELECT FROM campaign_performance p WHERE p.platform = a.platform
                    AND p.campaign_id = a.campaign_id AND p.date = a.date AND p.date BETWEEN ? AND ?)""";
        return INSERT.formatted("campaign_performance", arrived, condition, PLACE_IN_ITS_DAY);
    }

    static final String FRESH_MONTHS = """
            SELECT month FROM unnest(?::date[]) month
            WHERE to_regclass('campaign_performance_' || to_char(month, 'YYYY_MM')) IS NULL ORDER BY month
            """;

    static final String TWICE = """
            CREATE TEMPORARY TABLE twice ON COMMIT DROP AS
            SELECT line, first_line FROM (
                SELECT line, min(line) OVER (PARTITION BY platform COLLATE "C", campaign_id COLLATE "C", date) AS first_line
                FROM staged WHERE kind = 'd') x
            WHERE line <> first_line
            """;

    static final String TWICE_CONTRADICTING = """
            UPDATE staged s SET kind = 'r', field = 'date', value = s.date::text, raw = %1$s, "row" = %1$s,
                reason = 'line ' || t.first_line || ' gives the same campaign and day with other values; send one line for each'
            FROM twice t JOIN staged f ON f.line = t.first_line AND f.kind = 'd'
            WHERE s.line = t.line AND s.kind = 'd'
                AND (s.account_id, s.campaign_name, s.currency, s.spend, s.impressions, s.clicks, s.conversions, s.revenue)
                IS DISTINCT FROM (f.account_id, f.campaign_name, f.currency, f.spend, f.impressions, f.clicks, f.conversions, f.revenue)
            """.formatted(AS_JSON);

    static final String TWICE_THE_SAME =
            "UPDATE staged s SET kind = 'u' FROM twice t WHERE s.line = t.line AND s.kind = 'd'";

    static final String SETTLED = """
            CREATE TEMPORARY TABLE settled ON COMMIT DROP AS
            SELECT a.platform, a.campaign_id, a.date, coalesce(a.account_id, p.account_id) AS account_id,
                coalesce(a.campaign_name, p.campaign_name) AS campaign_name, c.currency, a.spend, a.impressions, a.clicks,
                a.conversions, a.revenue,
                (coalesce(a.account_id, p.account_id), coalesce(a.campaign_name, p.campaign_name), c.currency, a.spend,
                    a.impressions, a.clicks, a.conversions, a.revenue)
                IS DISTINCT FROM (p.account_id, p.campaign_name, p.currency, p.spend, p.impressions, p.clicks, p.conversions,
                    p.revenue) AS restated
            FROM %s a
            JOIN campaigns c ON c.platform = a.platform AND c.campaign_id = a.campaign_id
            JOIN campaign_performance p ON p.platform = a.platform AND p.campaign_id = a.campaign_id AND p.date = a.date
            WHERE p.date BETWEEN ? AND ? AND p.batch_id <> ?
            """;

    /** What was believed for no time at all was never believed. */
    static final String KEEP_EARLIER = """
            INSERT INTO campaign_performance_history (date, platform, account_id, campaign_id, campaign_name, currency, spend,
                impressions, clicks, conversions, revenue, batch_id, known_from, known_to)
            SELECT p.date, p.platform, p.account_id, p.campaign_id, p.campaign_name, p.currency, p.spend, p.impressions,
                p.clicks, p.conversions, p.revenue, p.batch_id, p.known_from, ?
            FROM settled s JOIN campaign_performance p USING (platform, campaign_id, date)
            WHERE s.restated AND p.known_from < ?
            """;

    static final String RESTATE = """
            UPDATE campaign_performance p SET account_id = s.account_id, campaign_name = s.campaign_name,
                currency = s.currency, spend = s.spend, impressions = s.impressions, clicks = s.clicks,
                conversions = s.conversions, revenue = s.revenue, batch_id = ?, known_from = greatest(p.known_from, ?)
            FROM settled s
            WHERE s.restated AND p.platform = s.platform AND p.campaign_id = s.campaign_id AND p.date = s.date
            """;

    static final String SETTLED_LINES = """
            SELECT count(*) FROM staged l JOIN settled s USING (platform, campaign_id, date) WHERE l.kind = 'd' AND s.restated = ?
            """;

    static final String REFUSED = """
            CREATE TEMPORARY TABLE refused ON COMMIT DROP AS
            SELECT line, fingerprint, row_number() OVER (PARTITION BY fingerprint ORDER BY line) AS nth
            FROM (SELECT line, %s AS fingerprint FROM staged WHERE kind = 'r') f
            """.formatted(FINGERPRINT);

    /** Of equal lines each has an entry of its own. */
    static final String REFUSED_AGAIN = """
            INSERT INTO quarantine_sightings (batch_id, line, quarantine_id)
            SELECT ?, r.line, q.id
            FROM refused r JOIN (
                SELECT id, fingerprint, row_number() OVER (PARTITION BY fingerprint ORDER BY received_at, line, id) AS nth
                FROM quarantine
                WHERE source = ? AND status = 'open' AND fingerprint IN (SELECT fingerprint FROM refused)) q
                USING (fingerprint, nth)
            """;

    static final String QUARANTINE = """
            INSERT INTO quarantine (id, batch_id, line, source, raw, "row", field, value, reason, received_at)
            SELECT gen_random_uuid(), ?, line, ?, raw, "row"::jsonb, field, value, reason, ? FROM staged s
            WHERE kind = 'r' AND NOT EXISTS (SELECT FROM quarantine_sightings q WHERE q.batch_id = ? AND q.line = s.line)
            ORDER BY line
            """;

    /** A median under a tenth of the top needs at least four of seven days under it; few campaigns have them. */
    static final String SUSPECTS = """
            CREATE TEMPORARY TABLE suspects ON COMMIT DROP AS
            SELECT s.platform, s.campaign_id
            FROM seen s JOIN campaign_performance p ON p.platform = s.platform AND p.campaign_id = s.campaign_id
            WHERE p.date BETWEEN ?::date - 14 AND ?::date AND p.date BETWEEN s.first_day - 14 AND s.last_day AND p.spend * 10 < s.top
            GROUP BY s.platform, s.campaign_id HAVING count(*) >= 4
            """;

    static final String JUMPS = """
            SELECT p.platform || ':' || p.campaign_id || ' on ' || p.date || ': spend ' || trim_scale(p.spend)
                    || ' is over 10 times the median of the 14 days before, ' || trim_scale(m.median),
                count(*) OVER ()
            FROM suspects x
            JOIN campaign_performance p ON p.platform = x.platform AND p.campaign_id = x.campaign_id
            CROSS JOIN LATERAL (
                SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY q.spend) AS median, count(*) AS days
                FROM campaign_performance q
                WHERE q.platform = p.platform AND q.campaign_id = p.campaign_id AND q.date >= p.date - 14 AND q.date < p.date) m
            WHERE p.batch_id = ? AND p.date BETWEEN ? AND ? AND m.days >= 7 AND m.median > 0 AND p.spend > m.median * 10
            ORDER BY p.date DESC, p.platform, p.campaign_id LIMIT 100
            """;

    static final String INCOMPLETE = """
            SELECT s.platform || ':' || s.campaign_id || ' on ' || s.date || ' is incomplete: ' || count(*)
                    || ' of its lines are in quarantine, the first is line ' || min(s.line),
                count(*) OVER ()
            FROM staged s JOIN summed a USING (platform, campaign_id, date)
            WHERE s.kind = 'r'
            GROUP BY s.platform, s.campaign_id, s.date ORDER BY min(s.line) LIMIT 100
            """;

    private MergeSql() {}
}
