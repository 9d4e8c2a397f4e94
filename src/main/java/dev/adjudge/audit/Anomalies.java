package dev.adjudge.audit;

import dev.adjudge.fact.Anomaly;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Counts what could be out of the ordinary; whether it is, the alert table says. */
@ApplicationScoped
public class Anomalies {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration TWO_WEEKS = Duration.ofDays(14);
    private static final Duration OVERDUE_AFTER = Duration.ofMinutes(10);
    private static final List<String> LEVELS = List.of("info", "warning", "critical");

    /** With fewer days or runs behind it, nobody knows what is usual. */
    private static final int LEAST_BEFORE = 3;

    private static final int RUNS_BEFORE = 14;

    private static final String REFUSED_SIGN_INS = """
            WITH tried AS (
                SELECT id, kind, subject AS account, body::jsonb ->> 'origin' AS origin,
                       coalesce((body::jsonb -> 'after' ->> 'more')::bigint, 1) AS times
                FROM audit_entries
                WHERE at > ? AND at <= ?
                  AND (kind IN ('session.refused', 'session.began')
                       OR kind = 'access.refused' AND (body::jsonb -> 'after' @> '{"status": 401, "tried": true}'
                           OR subject = 'call:/sign-in' AND body::jsonb -> 'after' @> '{"status": 429}'))),
            who AS (
                SELECT id, kind, account AS subject, times FROM tried WHERE kind <> 'access.refused'
                UNION ALL
                SELECT id, kind, 'address:' || origin, times FROM tried WHERE origin IS NOT NULL)
            SELECT subject, sum(times)::bigint AS count, NULL::numeric AS usual
            FROM who w
            WHERE kind <> 'session.began'
              AND NOT EXISTS (SELECT FROM who later WHERE later.subject = w.subject AND later.kind = 'session.began' AND later.id > w.id)
            GROUP BY subject
            """;

    private static final String KEYS_FROM_NEW_NETWORKS = """
            SELECT n.actor || '@' || n.network AS subject, 1::bigint AS count, count(k.network)::numeric AS usual
            FROM key_networks n LEFT JOIN key_networks k ON k.actor = n.actor AND k.first_seen < n.first_seen
            WHERE n.first_seen > ? AND n.first_seen <= ?
            GROUP BY n.actor, n.network
            """;

    /** By account, and of the whole service. Days count from the first action on, so that a young history is not diluted. */
    private static final String MANY_ACTIONS = """
            WITH day AS (SELECT ?::timestamptz AS began, ?::timestamptz AS earliest, ?::timestamptz AS now),
            done AS (
                SELECT platform, account_id, finished_at >= day.began AS today
                FROM optimization_actions, day
                WHERE finished_at >= day.earliest AND finished_at <= day.now AND action_taken),
            history AS (
                SELECT extract(epoch FROM began - greatest(earliest,
                           (SELECT min(finished_at) FROM optimization_actions WHERE action_taken))) / 86400 AS days
                FROM day)
            SELECT CASE WHEN GROUPING(platform) = 1 THEN 'service' ELSE 'account:' || platform || ':' || account_id END AS subject,
                   count(*) FILTER (WHERE today) AS count,
                   CASE WHEN days >= ? THEN round(count(*) FILTER (WHERE NOT today) / days, 2) END AS usual
            FROM done, history
            GROUP BY GROUPING SETS ((platform, account_id, days), (days))
            HAVING count(*) FILTER (WHERE today) > 0
            """;

    /** Runs differ in size: what is usual is the share of subjects that the rule matched, of as many as this run had. */
    private static final String RULES_THAT_FIRE = """
            WITH latest AS (SELECT id, count_subjects, created_at, facts -> 'rules' AS rules FROM runs WHERE id = ?),
            before AS (
                SELECT r.count_subjects, r.facts -> 'rules' AS rules FROM runs r, latest
                WHERE r.status = 'completed' AND NOT r.dry_run AND r.trigger NOT IN ('decide', 'moderation') AND r.count_subjects > 0
                  AND r.facts -> 'rules' IS NOT NULL AND r.created_at < latest.created_at
                ORDER BY r.created_at DESC LIMIT ?),
            earlier AS (SELECT count(*) AS runs, sum(count_subjects) AS subjects FROM before),
            matched AS (
                SELECT rule, sum(times::bigint) AS times FROM before, jsonb_each_text(rules) AS r (rule, times) GROUP BY rule)
            SELECT 'rule:' || now.rule AS subject,
                   now.times::bigint AS count,
                   CASE WHEN e.runs >= ? THEN round(coalesce(m.times, 0) * l.count_subjects / e.subjects, 2) END AS usual
            FROM latest l CROSS JOIN earlier e CROSS JOIN jsonb_each_text(l.rules) AS now (rule, times) LEFT JOIN matched m USING (rule)
            """;

    /** What rules that tell people of campaigns said in a run. */
    private static final String NOTIFIED = """
            SELECT 'rule:' || r.rule_name AS subject, count(*) AS count, NULL::numeric AS usual
            FROM optimization_actions a JOIN optimization_rules r ON r.id = a.rule_id
            WHERE a.run_id = ? AND a.action_type = 'notify' AND a.action_details ->> 'level' = ?
              AND a.status IN ('ready', 'approved', 'executing', 'done')
            GROUP BY r.rule_name
            """;

    private static final String GIVEN_UP = """
            SELECT 'platform:' || platform AS subject, count(*) AS count, NULL::numeric AS usual
            FROM optimization_actions
            WHERE status IN ('dead', 'failed') AND finished_at > ? AND finished_at <= ? AND outcome ->> 'result' <> 'drifted'
            GROUP BY platform
            """;

    private static final String OVERDUE = """
            SELECT 'service' AS subject, count(*) AS count, NULL::numeric AS usual
            FROM optimization_actions
            WHERE status IN ('ready', 'approved', 'executing') AND next_attempt_at < ?
            HAVING count(*) > 0
            """;

    /** Of a platform's webhooks, those of the last hour that were not signed as they must be. */
    private static final String FORGED = """
            SELECT 'source:' || substr(subject, length('call:/webhooks/') + 1) AS subject,
                   sum(coalesce((body::jsonb -> 'after' ->> 'more')::bigint, 1))::bigint AS count, NULL::numeric AS usual
            FROM audit_entries
            WHERE at > ? AND at <= ? AND kind = 'access.refused' AND starts_with(subject, 'call:/webhooks/')
            GROUP BY subject
            """;

    /** Hours since the last pull that was completed, or since the first that was tried. */
    private static final String STALE = """
            SELECT 'source:' || source AS subject,
                   floor(extract(epoch FROM ?::timestamptz - coalesce(max(finished_at) FILTER (WHERE status = 'completed'),
                       min(received_at))) / 3600)::bigint AS count,
                   NULL::numeric AS usual
            FROM ingest_batches WHERE format = 'pull' GROUP BY source
            """;

    /** Items that wait longer than the table wants. */
    private static final String ITEMS_OVERDUE = """
            SELECT 'service' AS subject, count(*) AS count, NULL::numeric AS usual
            FROM social_media_items WHERE status = 'needs_person' AND answer_by < ? HAVING count(*) > 0
            """;

    /** Items that rules put before people, by rule. */
    private static final String ITEMS_ESCALATED = """
            SELECT 'rule:' || r.rule_name AS subject, count(*) AS count, NULL::numeric AS usual
            FROM optimization_actions a JOIN optimization_rules r ON r.id = a.rule_id
            WHERE a.action_type = 'escalate' AND a.status = 'done' AND a.finished_at > ? AND a.finished_at <= ?
              AND a.action_details ->> 'level' = ?
            GROUP BY r.rule_name
            """;

    private static final String NOT_LOOKED_AT = """
            SELECT id FROM runs
            WHERE looked_at IS NULL AND status = 'completed' AND NOT dry_run AND trigger NOT IN ('decide', 'moderation')
            ORDER BY created_at""";

    private final DataSource database;
    private final Clock clock;

    Anomalies(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Of people, keys, accounts and the service itself: sign-ins and keys of the last hour, actions of the last 24. */
    public List<Anomaly> now() {
        Instant now = clock.instant();
        return Sql.using(database, "looking for anomalies", sql -> Stream.of(
                        found(sql, "refused_sign_ins", REFUSED_SIGN_INS, now.minus(HOUR), now),
                        found(sql, "key_from_new_network", KEYS_FROM_NEW_NETWORKS, now.minus(HOUR), now),
                        found(
                                sql,
                                "many_actions",
                                MANY_ACTIONS,
                                now.minus(DAY),
                                now.minus(DAY).minus(TWO_WEEKS),
                                now,
                                LEAST_BEFORE),
                        found(sql, "actions_given_up", GIVEN_UP, now.minus(DAY), now),
                        found(sql, "actions_overdue", OVERDUE, now.minus(OVERDUE_AFTER)),
                        found(sql, "forged_webhooks", FORGED, now.minus(HOUR), now),
                        found(sql, "stale_source", STALE, now),
                        found(sql, "moderation_overdue", ITEMS_OVERDUE, now),
                        found(sql, "items_escalated_warning", ITEMS_ESCALATED, now.minus(DAY), now, "warning"),
                        found(sql, "items_escalated_info", ITEMS_ESCALATED, now.minus(DAY), now, "info"))
                .flatMap(List::stream)
                .toList());
    }

    /** Runs that were completed, not dry, and not looked at yet; oldest first. */
    public List<UUID> runsNotLookedAt() {
        return Sql.using(
                database, "looking for runs", sql -> sql.list(NOT_LOOKED_AT, row -> row.getObject("id", UUID.class)));
    }

    /** What is out of the ordinary in this run has been told. */
    public void lookedAt(UUID run) {
        Sql.using(
                database,
                "marking a run as looked at",
                sql -> sql.run("UPDATE runs SET looked_at = ? WHERE id = ?", clock.instant(), run));
    }

    /** How often each rule matched in this run, and did in the {@value #RUNS_BEFORE} before it; of how many campaigns each tells. */
    public List<Anomaly> ofRun(UUID run) {
        return Sql.using(database, "looking for anomalies of a run", sql -> {
            List<Anomaly> all =
                    new ArrayList<>(found(sql, "rule_fires_more", RULES_THAT_FIRE, run, RUNS_BEFORE, LEAST_BEFORE));
            for (String level : LEVELS) {
                all.addAll(found(sql, "notified_" + level, NOTIFIED, run, level));
            }
            return all;
        });
    }

    private static List<Anomaly> found(Sql sql, String kind, String query, Object... values) throws SQLException {
        return sql.list(query, row -> anomaly(kind, row), values);
    }

    private static Anomaly anomaly(String kind, ResultSet row) throws SQLException {
        return new Anomaly(kind, row.getString("subject"), row.getLong("count"), row.getBigDecimal("usual"));
    }
}
