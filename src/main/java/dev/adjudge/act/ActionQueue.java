package dev.adjudge.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.Subject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
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

    private final DataSource database;
    private final ObjectMapper json;

    ActionQueue(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    List<Taken> take(int most, Instant now, Instant leaseUntil) {
        UUID holder = UUID.randomUUID();
        return run(
                TAKE,
                take -> {
                    List<Taken> taken = new ArrayList<>();
                    try (ResultSet rows = take.executeQuery()) {
                        while (rows.next()) {
                            taken.add(new Taken(
                                    rows.getObject("id", UUID.class),
                                    holder,
                                    Subject.campaign(
                                            rows.getString("platform"),
                                            rows.getString("account_id"),
                                            rows.getString("campaign_id")),
                                    rows.getString("rule_name"),
                                    rows.getString("action_type"),
                                    rows.getString("action_details")));
                        }
                    }
                    return taken;
                },
                now,
                most,
                holder,
                leaseUntil,
                leaseUntil);
    }

    /** Renews the lease and counts the try; 0 when the lease was lost meanwhile. */
    int begin(Taken taken, Instant now, Instant leaseUntil) {
        return run(
                BEGIN,
                begin -> {
                    try (ResultSet rows = begin.executeQuery()) {
                        return rows.next() ? rows.getInt(1) : 0;
                    }
                },
                leaseUntil,
                leaseUntil,
                taken.id(),
                taken.holder(),
                now);
    }

    /** Whether the lease is still ours; if so it begins anew. */
    boolean renew(Taken taken, Instant now, Instant leaseUntil) {
        return run(RENEW, PreparedStatement::executeUpdate, leaseUntil, leaseUntil, taken.id(), taken.holder(), now)
                == 1;
    }

    /** Whether the end was recorded, which it is not when the lease was lost. */
    boolean finish(Taken taken, Outcome outcome) {
        ActionStatus status = outcome.result().status();
        return run(
                        FINISH,
                        PreparedStatement::executeUpdate,
                        status.word(),
                        status == ActionStatus.DONE,
                        write(outcome),
                        outcome.at(),
                        taken.id(),
                        taken.holder())
                == 1;
    }

    /** @param attempts the tries that count so far */
    boolean putBack(Taken taken, Outcome outcome, int attempts, Instant nextTry) {
        return run(
                        PUT_BACK,
                        PreparedStatement::executeUpdate,
                        attempts,
                        nextTry,
                        write(outcome),
                        taken.id(),
                        taken.holder())
                == 1;
    }

    /** How many actions wait or are under way. */
    long depth() {
        return run("SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'executing')", count -> {
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private String write(Outcome outcome) {
        try {
            return json.writeValueAsString(outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An outcome could not be written as JSON", e);
        }
    }

    private interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Use<T> use, @Nullable Object... parameters) {
        try (Connection c = database.getConnection();
                PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object parameter = parameters[i];
                statement.setObject(i + 1, parameter instanceof Instant at ? Timestamp.from(at) : parameter);
            }
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("The queue of actions could not be read or written", e);
        }
    }
}
