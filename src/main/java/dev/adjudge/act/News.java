package dev.adjudge.act;

import dev.adjudge.decision.Alert;
import dev.adjudge.platform.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether an alert says what people don't know yet. Of a run, a rule says the same once. Of anything else once a day (UTC), and again when
 * there is twice as much of it (half as much again, once somebody looks after it) or it had ceased for an hour.
 */
final class News {

    private static final Duration CEASED = Duration.ofHours(1);

    /** Of two who find the same at the same moment, neither would see what the other tells. */
    private static final String ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('alerts of ' || ?))";

    private static final String OF_THE_RUN =
            "SELECT count(*) FROM alerts WHERE kind = ? AND subject = ? AND rule = ? AND run_id = ?";

    private static final String OF_THE_DAY = """
            UPDATE alerts a SET seen_at = ?
            FROM (SELECT id, count, acknowledged_at, seen_at FROM alerts
                  WHERE kind = ? AND subject = ? AND rule = ? AND raised_on = ? ORDER BY raised_at DESC LIMIT 1 FOR UPDATE) told
            WHERE a.id = told.id
            RETURNING ? >= told.count * CASE WHEN told.acknowledged_at IS NULL THEN 2 ELSE 1.5 END OR told.seen_at < ? AS news""";

    private News() {}

    /** Asked within the transaction that raises it. */
    static boolean isNews(Sql sql, Alert alert, @Nullable UUID run, Instant now) throws SQLException {
        sql.find(ONE_AT_A_TIME, row -> Boolean.TRUE, alert.rule());
        if (run != null) {
            return sql.count(OF_THE_RUN, alert.kind(), alert.subject(), alert.rule(), run) == 0;
        }
        return sql.find(
                        OF_THE_DAY,
                        row -> row.getBoolean("news"),
                        now,
                        alert.kind(),
                        alert.subject(),
                        alert.rule(),
                        now.atOffset(ZoneOffset.UTC).toLocalDate(),
                        alert.count(),
                        now.minus(CEASED))
                .orElse(true);
    }
}
