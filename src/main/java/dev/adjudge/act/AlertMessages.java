package dev.adjudge.act;

import dev.adjudge.act.Message.Event;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The messages of alerts that are to be sent, as PostgreSQL holds them. Any number of replicas share them. */
@Singleton
class AlertMessages {

    /** The one that is due first, and all others of its incident that say the same on the same channel. */
    private static final String TAKE = """
            WITH first AS (
                SELECT m.channel, m.event, a.incident FROM alert_messages m JOIN alerts a ON a.id = m.alert_id
                WHERE m.status = 'ready' AND m.next_attempt_at <= ? AND (m.event = 'acknowledged' OR a.acknowledged_at IS NULL)
                ORDER BY m.next_attempt_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED),
            due AS (
                SELECT m.id FROM alert_messages m JOIN alerts a ON a.id = m.alert_id JOIN first f USING (channel, event, incident)
                WHERE m.status = 'ready' AND m.next_attempt_at <= ? AND (m.event = 'acknowledged' OR a.acknowledged_at IS NULL)
                ORDER BY m.id LIMIT 1000 FOR UPDATE OF m SKIP LOCKED)
            UPDATE alert_messages m SET attempts = attempts + 1, sending = true, next_attempt_at = ?
            FROM due, alerts a
            WHERE m.id = due.id AND a.id = m.alert_id
            RETURNING m.id AS message, m.channel, m.event, m.attempts,
                a.*, extract(epoch FROM a.escalate_after)::bigint / 60 AS minutes""";

    /**
     * All who heard of the incident, or may have, hear that somebody looks after a part of it; not before what is being sent about it has
     * arrived.
     */
    private static final String ACKNOWLEDGED = """
            INSERT INTO alert_messages (alert_id, channel, event, next_attempt_at)
            SELECT mine.id, m.channel, 'acknowledged',
                max(CASE WHEN m.sending THEN greatest(m.next_attempt_at, moment.now) ELSE moment.now END)
            FROM alerts mine JOIN alerts a ON a.incident = mine.incident JOIN alert_messages m ON m.alert_id = a.id,
                (SELECT ?::timestamptz AS now) AS moment
            WHERE mine.id = ? AND (m.status = 'sent' OR m.status = 'ready' AND m.attempts > 0) AND m.event <> 'acknowledged'
                AND m.channel = ANY (?)
            GROUP BY mine.id, m.channel""";

    /** What was not told needs not be told any more once somebody looks after it. */
    private static final String DROP = """
            UPDATE alert_messages m SET status = 'failed', sending = false, detail = 'acknowledged before it was sent'
            FROM alerts a
            WHERE a.id = m.alert_id AND m.status = 'ready' AND m.event <> 'acknowledged' AND a.acknowledged_at IS NOT NULL
                AND NOT (m.sending AND m.next_attempt_at > ?)""";

    private static final String OURS = " WHERE id = ANY (?) AND status = 'ready'";

    private final DataSource database;

    AlertMessages(DataSource database) {
        this.database = database;
    }

    /** A message that is to be sent now. */
    record Due(long id, String channel, Event event, int attempts, UUID incident, LoggedAlert alert) {

        static Due of(ResultSet row) throws SQLException {
            return new Due(
                    row.getLong("message"),
                    row.getString("channel"),
                    Event.valueOf(row.getString("event").toUpperCase(java.util.Locale.ROOT)),
                    row.getInt("attempts"),
                    row.getObject("incident", UUID.class),
                    Alerts.alert(row));
        }
    }

    /** Messages that can be sent as one; empty when none is due. */
    List<Due> take(Instant now, Instant leaseUntil) {
        return using(sql -> sql.list(TAKE, Due::of, now, now, leaseUntil)).stream()
                .sorted(java.util.Comparator.comparingLong(Due::id))
                .toList();
    }

    /** The incident that the rule's next alert is told with: one that nobody was told of yet. */
    static Optional<UUID> incident(Sql sql, String rule) throws SQLException {
        return sql.find(
                "SELECT a.incident FROM alert_messages m JOIN alerts a ON a.id = m.alert_id WHERE m.status = 'ready' AND m.attempts = 0"
                        + " AND m.event = 'raised' AND a.rule = ? AND a.acknowledged_at IS NULL ORDER BY a.raised_at LIMIT 1",
                row -> row.getObject("incident", UUID.class),
                rule);
    }

    /** Says on these channels that somebody looks after the alert. */
    static void acknowledged(Sql sql, UUID alert, String[] channels, Instant now) throws SQLException {
        sql.run(ACKNOWLEDGED, now, alert, channels);
    }

    /** Gives up what is not being sent right now of alerts that somebody looks after. */
    static void drop(Sql sql, Instant now) throws SQLException {
        sql.run(DROP, now);
    }

    void drop(Instant now) {
        using(sql -> sql.run(DROP, now));
    }

    /** Whether somebody looks after all alerts of the incident. */
    boolean settled(UUID incident) {
        return using(sql ->
                sql.count("SELECT count(*) FROM alerts WHERE incident = ? AND acknowledged_at IS NULL", incident) == 0);
    }

    void sent(List<Due> some, Instant at) {
        using(sql -> sql.run(
                "UPDATE alert_messages SET status = 'sent', sending = false, sent_at = ?, detail = NULL" + OURS,
                at,
                ids(some)));
    }

    void failed(List<Due> some, String why) {
        using(sql -> sql.run(
                "UPDATE alert_messages SET status = 'failed', sending = false, detail = ?" + OURS, why, ids(some)));
    }

    void putBack(List<Due> some, String why, Instant next) {
        using(sql -> sql.run(
                "UPDATE alert_messages SET sending = false, next_attempt_at = ?, detail = ?" + OURS,
                next,
                why,
                ids(some)));
    }

    private static Long[] ids(List<Due> some) {
        return some.stream().map(Due::id).toArray(Long[]::new);
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "sending messages of alerts", use);
    }
}
