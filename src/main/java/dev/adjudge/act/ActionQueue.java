package dev.adjudge.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The actions that wait, as PostgreSQL holds them. {@code next_attempt_at} says when a worker may take an action; while one
 * has it, that is the end of its lease. Every change checks that the lease is still this worker's.
 */
@Singleton
class ActionQueue {

    private static final String TAKE = """
            WITH due AS (
                SELECT id FROM optimization_actions
                WHERE status IN ('ready', 'executing') AND next_attempt_at <= ?
                ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED
            )
            UPDATE optimization_actions a
            SET status = 'executing', lease_holder = ?, lease_until = ?, next_attempt_at = ?
            FROM due, optimization_rules r
            WHERE a.id = due.id AND r.id = a.rule_id
            RETURNING a.id, a.platform, a.account_id, a.campaign_id, r.rule_name, a.action_type, a.action_details""";

    private static final String HELD_BY_US = " WHERE id = ? AND status = 'executing' AND lease_holder = ?";
    private static final String RENEW = "UPDATE optimization_actions SET lease_until = ?, next_attempt_at = ?"
            + HELD_BY_US + " AND lease_until > ?";
    private static final String BEGIN = "UPDATE optimization_actions SET attempts = attempts + 1, lease_until = ?,"
            + " next_attempt_at = ?" + HELD_BY_US + " AND lease_until > ? RETURNING attempts";
    private static final String FINISH = "UPDATE optimization_actions SET status = ?, action_taken = ?, outcome ="
            + " ?::jsonb, finished_at = ?, lease_holder = NULL, lease_until = NULL" + HELD_BY_US;
    private static final String PUT_BACK =
            "UPDATE optimization_actions SET status = 'ready', attempts = ?, next_attempt_at = ?, outcome"
                    + " = ?::jsonb, lease_holder = NULL, lease_until = NULL" + HELD_BY_US;

    private static final String GIVE_BACK = "UPDATE optimization_actions SET status = 'ready', next_attempt_at = ?,"
            + " lease_holder = NULL, lease_until = NULL" + HELD_BY_US;

    private final DataSource database;
    private final ObjectMapper json;

    ActionQueue(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Taken> take(int most, Instant now, Instant leaseUntil) {
        UUID holder = UUID.randomUUID();
        return using(sql -> sql.list(TAKE, row -> taken(row, holder), now, most, holder, leaseUntil, leaseUntil));
    }

    private static Taken taken(ResultSet row, UUID holder) throws SQLException {
        return new Taken(
                row.getObject("id", UUID.class),
                holder,
                Subject.campaign(row.getString("platform"), row.getString("account_id"), row.getString("campaign_id")),
                row.getString("rule_name"),
                row.getString("action_type"),
                row.getString("action_details"));
    }

    /** Renews the lease and counts the try; 0 when the lease was lost meanwhile. */
    int begin(Taken taken, Instant now, Instant leaseUntil) {
        return (int) count(BEGIN, leaseUntil, leaseUntil, taken.id(), taken.holder(), now);
    }

    /** Whether the lease is still ours; if so it begins anew. */
    boolean renew(Taken taken, Instant now, Instant leaseUntil) {
        return changed(RENEW, leaseUntil, leaseUntil, taken.id(), taken.holder(), now);
    }

    /** Whether the end was recorded, which it is not when the lease was lost. */
    boolean finish(Taken taken, Outcome outcome) {
        ActionStatus status = outcome.result().status();
        return changed(
                FINISH,
                status.word(),
                status == ActionStatus.DONE,
                write(outcome),
                outcome.at(),
                taken.id(),
                taken.holder());
    }

    /** @param attempts the tries that count so far */
    boolean putBack(Taken taken, Outcome outcome, int attempts, Instant nextTry) {
        return changed(PUT_BACK, attempts, nextTry, write(outcome), taken.id(), taken.holder());
    }

    /** Lets another worker have it at once, as if it had not been taken. */
    boolean giveBack(Taken taken, Instant now) {
        return changed(GIVE_BACK, now, taken.id(), taken.holder());
    }

    /** How many actions wait or are under way. */
    long depth() {
        return count("SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'executing')");
    }

    private String write(Outcome outcome) {
        try {
            return json.writeValueAsString(outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outcome could not be written as JSON", e);
        }
    }

    private boolean changed(String statement, @Nullable Object... values) {
        return using(sql -> sql.run(statement, values)) == 1;
    }

    private long count(String statement, @Nullable Object... values) {
        return using(sql -> sql.count(statement, values));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "working on the queue of actions", use);
    }
}
