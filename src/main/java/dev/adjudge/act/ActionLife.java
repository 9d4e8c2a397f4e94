package dev.adjudge.act;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Every step in the life of an action, as PostgreSQL holds it; each says from which state, so that of two who take it one does. {@code
 * next_attempt_at} says when a worker may take an action; while one has it, that is the end of its lease. Every change of a worker's checks
 * that the lease is still theirs.
 */
@Singleton
class ActionLife {

    private static final String TAKE = """
            WITH due AS (
                SELECT id FROM optimization_actions mine
                WHERE status IN ('ready', 'approved', 'executing') AND next_attempt_at <= ? AND NOT EXISTS (
                    SELECT FROM optimization_actions other WHERE other.platform = mine.platform
                        AND other.subject_kind = mine.subject_kind AND other.subject_id = mine.subject_id
                        AND other.status = 'executing' AND other.lease_until > ? AND other.id <> mine.id)
                ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED
            )
            UPDATE optimization_actions a
            SET status = 'executing', lease_holder = ?, lease_until = ?, next_attempt_at = ?,
                tries = CASE WHEN a.status <> 'executing' THEN a.tries
                    ELSE CASE WHEN jsonb_array_length(a.tries) >= 20 THEN a.tries - 0 ELSE a.tries END
                        || jsonb_build_array(jsonb_build_object('result', 'lost', 'detail',
                            'A worker had it and was not heard of again; the next look at what is there tells what it did', 'at', ?::text)) END
            FROM due
            WHERE a.id = due.id
            RETURNING a.id, a.subject_kind, a.platform, a.account_id, a.subject_id, a.action_type, a.action_details,
                coalesce((SELECT rule_name FROM optimization_rules r WHERE r.id = a.rule_id), 'a person') AS rule_name,
                EXISTS (SELECT FROM action_returns t WHERE t.resume_id = a.id) AS returns,
                a.undoes IS NOT NULL AND a.decided_by IS NOT NULL AS undo, a.tried""";

    /** Of two who take at the same moment neither would see what the other took. */
    private static final String ONE_TAKER_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('actions taken'))";

    /** The latest are kept. */
    private static final String TRIED =
            ", tries = CASE WHEN jsonb_array_length(tries) >= 20 THEN tries - 0 ELSE tries END || jsonb_build_array(?::jsonb)";

    /** What an action undoes is undone once: none that another undoes, or undid, meanwhile. */
    private static final String GIVEN_UP = " WHERE id = ? AND status IN ('dead', 'failed') AND NOT EXISTS (SELECT FROM"
            + " optimization_actions other WHERE other.undoes = mine.undoes AND other.id <> mine.id"
            + " AND other.status NOT IN ('rejected', 'expired', 'failed', 'dead', 'suppressed'))";

    private static final String HELD_BY_US = " WHERE id = ? AND status = 'executing' AND lease_holder = ?";
    private static final String SEND =
            "UPDATE optimization_actions SET tried = true, lease_until = ?, next_attempt_at = ?" + HELD_BY_US
                    + " AND lease_until > ?";
    private static final String BEGIN = "UPDATE optimization_actions SET attempts = attempts + 1, lease_until = ?,"
            + " next_attempt_at = ?" + HELD_BY_US
            + " AND lease_until > ? RETURNING attempts, undoes IS NULL AND EXISTS (SELECT FROM"
            + " social_media_items i WHERE subject_kind = 'item' AND i.platform = optimization_actions.platform"
            + " AND i.object_id = subject_id AND i.text_since > optimization_actions.created_at) AS outdated";
    private static final String FINISH = "UPDATE optimization_actions SET status = ?, action_taken = ?, outcome ="
            + " ?::jsonb, finished_at = ?, lease_holder = NULL, lease_until = NULL" + TRIED + HELD_BY_US;
    private static final String PUT_BACK =
            "UPDATE optimization_actions SET status = 'ready', attempts = ?, next_attempt_at = ?, outcome"
                    + " = ?::jsonb, lease_holder = NULL, lease_until = NULL" + TRIED + HELD_BY_US;

    private static final String GIVE_BACK = "UPDATE optimization_actions SET status = 'ready', next_attempt_at = ?,"
            + " lease_holder = NULL, lease_until = NULL" + HELD_BY_US;

    private static final String WAITING =
            " RETURNING id, subject_kind, platform, account_id, subject_id, action_type, deadline, decision_id,"
                    + " (SELECT rule_name FROM optimization_rules r WHERE r.id = rule_id) AS rule_name,"
                    + " CASE WHEN escalated THEN escalate_to ELSE approver END AS who";

    /** A newer look at the same subject: two questions about one thing would wait for a person. */
    private static final String REPLACE_HELD = """
            UPDATE optimization_actions old
            SET status = 'expired', finished_at = ?, outcome = jsonb_build_object(
                'result', 'expired', 'detail', 'A later run concluded this anew, as action ' || new.id, 'at', ?::text)
            FROM optimization_actions new
            WHERE old.status = 'held' AND new.run_id = ? AND old.run_id <> new.run_id
              AND old.platform = new.platform AND old.subject_kind = new.subject_kind AND old.subject_id = new.subject_id AND old.action_type = new.action_type
              AND (old.action_type NOT IN ('notify', 'escalate') OR old.rule_id = new.rule_id)
            """;

    private static final String END = "UPDATE optimization_actions SET status = 'expired', finished_at = ?, outcome ="
            + " jsonb_build_object('result', 'expired', 'detail', ?::text, 'at', ?::text)";

    /** What brings something back is done all the same. */
    private static final String NOT_BEGUN = "status IN ('held', 'ready', 'approved') AND undoes IS NULL";

    private final DataSource database;
    private final ObjectMapper json;

    ActionLife(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Takes those that are due, in the caller's transaction: none of a subject of which a worker has another, for what one of them finds
     * there the other would change.
     */
    List<Taken> take(int most, Instant now, Instant leaseUntil) {
        UUID holder = UUID.randomUUID();
        return using(sql -> {
            sql.run(ONE_TAKER_AT_A_TIME);
            return sql.list(
                    TAKE, row -> taken(row, holder), now, now, most, holder, leaseUntil, leaseUntil, now.toString());
        });
    }

    private static Taken taken(ResultSet row, UUID holder) throws SQLException {
        return new Taken(
                row.getObject("id", UUID.class),
                holder,
                subject(row),
                row.getString("rule_name"),
                row.getString("action_type"),
                row.getBoolean("returns"),
                row.getBoolean("undo"),
                row.getBoolean("tried"),
                row.getString("action_details"));
    }

    /**
     * A try that was begun.
     *
     * @param attempts this one included
     * @param outdated whether what was decided on is no longer what is there: its author wrote another text since
     */
    record Begun(int attempts, boolean outdated) {}

    /** Renews the lease and counts the try; empty when the lease was lost meanwhile. */
    Optional<Begun> begin(Taken taken, Instant now, Instant leaseUntil) {
        return using(sql -> sql.find(
                BEGIN,
                row -> new Begun(row.getInt("attempts"), row.getBoolean("outdated")),
                leaseUntil,
                leaseUntil,
                taken.id(),
                taken.holder(),
                now));
    }

    /** Whether the lease is still ours; if so it begins anew, and from now on the try may have done it. */
    boolean send(Taken taken, Instant now, Instant leaseUntil) {
        return changed(SEND, leaseUntil, leaseUntil, taken.id(), taken.holder(), now);
    }

    /** This try surely did not do it. */
    void keptBack(Taken taken) {
        changed("UPDATE optimization_actions SET tried = ?" + HELD_BY_US, taken.tried(), taken.id(), taken.holder());
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
                write(outcome),
                taken.id(),
                taken.holder());
    }

    /** @param attempts the tries that count so far */
    boolean putBack(Taken taken, Outcome outcome, int attempts, Instant nextTry) {
        return changed(PUT_BACK, attempts, nextTry, write(outcome), write(outcome), taken.id(), taken.holder());
    }

    /** Lets another worker have it at once, as if it had not been taken. */
    boolean giveBack(Taken taken, Instant now) {
        return changed(GIVE_BACK, now, taken.id(), taken.holder());
    }

    /** How many actions wait or are under way. */
    long depth() {
        return count("SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'approved', 'executing')");
    }

    // ---------------------------------------------------------------------------------------------- people

    /** What is to be changed, as stored. */
    String details(UUID id) {
        return using(sql -> sql.find(
                        "SELECT action_details FROM optimization_actions WHERE id = ?", row -> row.getString(1), id)
                .orElseThrow());
    }

    /** Whether a try of ours may have done it. */
    boolean tried(UUID id) {
        return count("SELECT count(*) FROM optimization_actions WHERE id = ? AND tried", id) > 0;
    }

    /** From held to approved: a worker takes it from there. */
    boolean approve(UUID id, String by, @Nullable String comment, Instant at) {
        return changed(
                "UPDATE optimization_actions SET status = 'approved', decided_by = ?, decided_at = ?, comment = ?,"
                        + " next_attempt_at = ? WHERE id = ? AND status = 'held'",
                by,
                at,
                comment,
                at,
                id);
    }

    boolean reject(UUID id, String by, String comment, Instant at) {
        return changed(
                "UPDATE optimization_actions SET status = 'rejected', decided_by = ?, decided_at = ?, comment = ?,"
                        + " finished_at = ?, outcome = jsonb_build_object('result', 'rejected', 'detail', ?::text, 'at', ?::text)"
                        + " WHERE id = ? AND status = 'held'",
                by,
                at,
                comment,
                at,
                comment,
                at.toString(),
                id);
    }

    /** From held to failed: what was decided on is no longer there. */
    boolean drifted(UUID id, Outcome outcome) {
        return changed(
                "UPDATE optimization_actions SET status = 'failed', outcome = ?::jsonb, finished_at = ? WHERE id = ? AND status = 'held'",
                write(outcome),
                outcome.at(),
                id);
    }

    /**
     * From given up, or refused, to ready, as if it had never been tried. What waits for a yes that nobody said is not.
     *
     * @param said what stands between the tries before and those after
     */
    boolean retry(UUID id, Outcome said) {
        return changed(
                "UPDATE optimization_actions mine SET status = 'ready', attempts = 0, next_attempt_at = ?, retried_at = ?,"
                        + " finished_at = NULL" + TRIED + GIVEN_UP
                        + " AND (approver IS NULL OR decided_by IS NOT NULL)",
                said.at(),
                said.at(),
                write(said),
                id);
    }

    /** Other words for an answer that is held; false when it is held no more. */
    boolean reword(UUID id, String details) {
        return changed(
                "UPDATE optimization_actions SET action_details = ?::jsonb WHERE id = ? AND status = 'held'",
                details,
                id);
    }

    /**
     * What a person wants done, by no rule: ready at once.
     *
     * @param details as {@link ActionDetails} writes them
     * @param decision what was concluded of the item before; null when nothing was
     */
    void order(
            UUID id,
            Subject subject,
            String kind,
            String details,
            @Nullable UUID decision,
            String reason,
            String by,
            Instant at) {
        changed(
                """
                INSERT INTO optimization_actions (id, subject_kind, subject_id, platform, account_id, decision_id, action_type, action_details,
                    reason, performance_snapshot, service_time_met, status, next_attempt_at, created_at, ordered_by, decided_by, decided_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, '{}', true, 'ready', ?, ?, ?, ?, ?)""",
                id,
                subject.kind(),
                subject.id(),
                subject.platform(),
                subject.account(),
                decision,
                kind,
                details,
                reason,
                at,
                at,
                by,
                by,
                at);
    }

    /**
     * From given up, or refused, to held. Nobody's silence is a yes to what a person wants tried, and who made another change of it
     * can't say yes to that.
     *
     * @param details of another change, by that person; null when it is the same, which nobody had said yes to
     */
    boolean hold(UUID id, @Nullable String details, Approval approval, @Nullable String by, Outcome said) {
        return changed(
                "UPDATE optimization_actions mine SET status = 'held', action_details = coalesce(?::jsonb, action_details),"
                        + " tried = tried AND ?::jsonb IS NULL, attempts = 0, finished_at = NULL, outcome = NULL, mended_by = coalesce(?, mended_by), approval_rule = ?,"
                        + " approver = ?, deadline = ?, otherwise = 'reject', remind_at = ?::timestamptz,"
                        + " escalate_at = ?::timestamptz, escalate_to = ?, escalated = false, decided_by = NULL, decided_at = NULL,"
                        + " comment = NULL"
                        + TRIED + GIVEN_UP,
                details,
                details,
                by,
                approval.rule(),
                approval.approver(),
                said.at().plus(approval.deadline()),
                after(said.at(), approval.remindAfter()),
                after(said.at(), approval.escalateAfter()),
                approval.escalateTo(),
                write(said),
                id);
    }

    private static @Nullable Instant after(Instant at, @Nullable Duration wait) {
        return wait == null ? null : at.plus(wait);
    }

    /**
     * A new action that brings back what a done one changed.
     *
     * @param details of the new one
     * @return its id; empty when the other is not done, or is being undone already
     */
    Optional<UUID> undo(
            UUID id, String kind, String details, String reason, String by, @Nullable String comment, Instant at) {
        UUID undo = UUID.randomUUID();
        boolean begun = changed("""
                INSERT INTO optimization_actions (id, subject_kind, subject_id, platform, account_id, rule_id, decision_id, run_id, action_type,
                    action_details, reason, performance_snapshot, service_time_met, status, next_attempt_at, trace_parent, created_at,
                    ordered_by, decided_by, decided_at, comment, undoes)
                SELECT ?, subject_kind, subject_id, platform, account_id, rule_id, decision_id, run_id, ?, ?::jsonb, ?, performance_snapshot,
                    service_time_met, 'ready', ?, trace_parent, ?, ordered_by, ?, ?, ?, id
                FROM optimization_actions WHERE id = ? AND status = 'done'
                ON CONFLICT DO NOTHING""", undo, kind, details, reason, at, at, by, at, comment, id);
        return begun ? Optional.of(undo) : Optional.empty();
    }

    /** From ready to failed: it came to nothing before anybody began it. */
    boolean withdraw(UUID id, Outcome outcome) {
        return changed(
                "UPDATE optimization_actions SET status = 'failed', outcome = ?::jsonb, finished_at = ? WHERE id = ? AND status = 'ready'",
                write(outcome),
                outcome.at(),
                id);
    }

    /** From done to undone, when what undoes it is done. */
    void undone(UUID undo) {
        using(sql -> sql.run(
                "UPDATE optimization_actions SET status = 'undone' WHERE status = 'done'"
                        + " AND id = (SELECT undoes FROM optimization_actions WHERE id = ?)",
                undo));
    }

    // ---------------------------------------------------------------------------------------------- decisions

    /** From held to expired: what a run concluded anew. Here, and below, in the transaction of the connection. */
    void replaceHeld(Connection connection, UUID run, Instant at) throws SQLException {
        new Sql(connection).run(REPLACE_HELD, at, at, run);
    }

    /** From held to expired: nobody needs to answer any more what is held about them. */
    void expire(Connection connection, List<Subject> subjects, String why, Instant at) throws SQLException {
        end(connection, subjects, "status = 'held'", why, at);
    }

    /** From held, ready or approved to expired: what nobody has begun about them. */
    void withdraw(Connection connection, List<Subject> subjects, String why, Instant at) throws SQLException {
        end(connection, subjects, NOT_BEGUN, why, at);
    }

    /** As {@link #withdraw(Connection, List, String, Instant)}, all that a run ordered; says how many. */
    long withdraw(Connection connection, UUID run, String why, Instant at) throws SQLException {
        return new Sql(connection).run(END + " WHERE run_id = ? AND " + NOT_BEGUN, at, why, at.toString(), run);
    }

    private static void end(Connection connection, List<Subject> subjects, String which, String why, Instant at)
            throws SQLException {
        new Sql(connection)
                .run(
                        END + " FROM unnest(?::text[], ?::text[], ?::text[]) AS of (kind, platform, id) WHERE " + which
                                + " AND subject_kind = of.kind AND optimization_actions.platform = of.platform AND subject_id = of.id",
                        at,
                        why,
                        at.toString(),
                        subjects.stream().map(Subject::kind).toArray(String[]::new),
                        subjects.stream().map(Subject::platform).toArray(String[]::new),
                        subjects.stream().map(Subject::id).toArray(String[]::new));
    }

    // ---------------------------------------------------------------------------------------------- time

    /**
     * An action that is held, and who is to answer.
     *
     * @param approver a role or a user; after an escalation the one whom it went to
     */
    record Waiting(
            UUID id,
            Subject subject,
            String kind,
            String approver,
            Instant deadline,
            String rule,
            @Nullable UUID decision) {}

    /** Those that nobody answered in time, now expired or approved as the table wants it. Silence is never a yes to an answer. */
    List<Waiting> endWaiting(String otherwise, Instant now) {
        return using(sql -> sql.list(
                """
                UPDATE optimization_actions SET status = CASE /* otherwise */ WHEN 'approve' THEN 'approved' ELSE 'expired' END,
                    decided_by = 'service', decided_at = ?, next_attempt_at = ?,
                    finished_at = CASE /* otherwise */ WHEN 'approve' THEN NULL ELSE ?::timestamptz END,
                    outcome = CASE /* otherwise */ WHEN 'approve' THEN NULL ELSE jsonb_build_object('result', 'expired', 'detail',
                        'Nobody answered before ' || deadline, 'at', ?::text) END
                WHERE id IN (SELECT id FROM optimization_actions WHERE status = 'held' AND deadline <= ? AND /* otherwise */ = ?
                    ORDER BY deadline LIMIT 500 FOR UPDATE SKIP LOCKED)
                """.replace("/* otherwise */", "CASE action_type WHEN 'reply' THEN 'reject' ELSE otherwise END")
                        + WAITING,
                ActionLife::waiting,
                now,
                now,
                now,
                now.toString(),
                now,
                otherwise));
    }

    /** Those whose approver is to be reminded, each once. */
    List<Waiting> remind(Instant now) {
        return using(sql -> sql.list(
                "UPDATE optimization_actions SET remind_at = NULL WHERE id IN (SELECT id FROM optimization_actions"
                        + " WHERE status = 'held' AND remind_at <= ? LIMIT 500 FOR UPDATE SKIP LOCKED)" + WAITING,
                ActionLife::waiting,
                now));
    }

    /** Those that somebody else may now answer too, each once. */
    List<Waiting> escalate(Instant now) {
        return using(sql -> sql.list(
                "UPDATE optimization_actions SET escalated = true WHERE id IN (SELECT id FROM optimization_actions"
                        + " WHERE status = 'held' AND escalate_at <= ? AND NOT escalated LIMIT 500 FOR UPDATE SKIP LOCKED)"
                        + WAITING,
                ActionLife::waiting,
                now));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getObject("id", UUID.class),
                subject(row),
                row.getString("action_type"),
                row.getString("who"),
                Sql.instantThere(row, "deadline"),
                row.getString("rule_name"),
                row.getObject("decision_id", UUID.class));
    }

    /** What the row of an action is about. */
    static Subject subject(ResultSet row) throws SQLException {
        return new Subject(
                row.getString("subject_kind"),
                row.getString("platform"),
                row.getString("account_id"),
                row.getString("subject_id"));
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
