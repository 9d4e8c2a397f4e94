package dev.adjudge.act;

import dev.adjudge.act.Message.Event;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** The messages of alerts that are to be sent, as PostgreSQL holds them. Any number of replicas share them. */
@Singleton
class AlertMessages {

    /** The one that is due first, and all others that say the same on the same channel. */
    private static final String TAKE = """
            WITH first AS (
                SELECT m.channel, m.event, a.rule FROM alert_messages m JOIN alerts a ON a.id = m.alert_id
                WHERE m.status = 'ready' AND m.next_attempt_at <= ?
                ORDER BY m.next_attempt_at, m.id LIMIT 1 FOR UPDATE OF m SKIP LOCKED),
            due AS (
                SELECT m.id FROM alert_messages m JOIN alerts a ON a.id = m.alert_id JOIN first f USING (channel, event, rule)
                WHERE m.status = 'ready' AND m.next_attempt_at <= ?
                ORDER BY m.id LIMIT 1000 FOR UPDATE OF m SKIP LOCKED)
            UPDATE alert_messages m SET attempts = attempts + 1, next_attempt_at = ?
            FROM due, alerts a
            WHERE m.id = due.id AND a.id = m.alert_id
            RETURNING m.id AS message, m.channel, m.event, m.attempts,
                a.*, extract(epoch FROM a.escalate_after)::bigint / 60 AS minutes""";

    private static final String OURS = " WHERE id = ANY (?) AND status = 'ready'";

    private final DataSource database;

    AlertMessages(DataSource database) {
        this.database = database;
    }

    /** A message that is to be sent now. */
    record Due(long id, String channel, Event event, int attempts, LoggedAlert alert) {

        static Due of(ResultSet row) throws SQLException {
            return new Due(
                    row.getLong("message"),
                    row.getString("channel"),
                    Event.valueOf(row.getString("event").toUpperCase(java.util.Locale.ROOT)),
                    row.getInt("attempts"),
                    Alerts.alert(row));
        }
    }

    /** Messages that can be sent as one; empty when none is due. */
    List<Due> take(Instant now, Instant leaseUntil) {
        return using(sql -> sql.list(TAKE, Due::of, now, now, leaseUntil)).stream()
                .sorted(java.util.Comparator.comparingLong(Due::id))
                .toList();
    }

    void sent(List<Due> some, Instant at) {
        using(sql ->
                sql.run("UPDATE alert_messages SET status = 'sent', sent_at = ?, detail = NULL" + OURS, at, ids(some)));
    }

    void failed(List<Due> some, String why) {
        using(sql -> sql.run("UPDATE alert_messages SET status = 'failed', detail = ?" + OURS, why, ids(some)));
    }

    void putBack(List<Due> some, String why, Instant next) {
        using(sql -> sql.run("UPDATE alert_messages SET next_attempt_at = ?, detail = ?" + OURS, next, why, ids(some)));
    }

    private static Long[] ids(List<Due> some) {
        return some.stream().map(Due::id).toArray(Long[]::new);
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "sending messages of alerts", use);
    }
}
