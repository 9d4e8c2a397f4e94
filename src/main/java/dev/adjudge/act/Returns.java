package dev.adjudge.act;

import dev.adjudge.act.Outcome.Result;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Until;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Pauses that end by themselves: every step from the pause that is done to the resume that is. A return is ours only as long as nobody
 * else, and nothing else of ours, changed the campaign's status since. In the transaction of the caller.
 */
@Singleton
public class Returns {

    private static final Logger log = Logger.getLogger(Returns.class);

    /** What others did to a campaign's status since its pause; that it became paused was our own pause, seen on the platform. */
    private static final String BY_HAND = """
            SELECT c.* FROM campaign_changes c
            WHERE c.platform = t.platform AND c.campaign_id = t.campaign_id AND c.field = 'status' AND c.changed_by <> 'action'
                AND c.changed_at > t.opened_at AND c.after <> 'paused'
            ORDER BY c.id LIMIT 1""";

    private static final String CANCEL_CHANGED = """
            UPDATE action_returns t SET status = 'cancelled', ended_at = ?,
                because = 'the campaign was set from ' || c.before || ' to ' || c.after || ' by hand, seen ' || to_char(c.changed_at
                    AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '; whoever did decides on it now'
            FROM (SELECT t.action_id, c.before, c.after, c.changed_at FROM action_returns t CROSS JOIN LATERAL (/* by hand */) c
                WHERE t.status = 'open') c
            WHERE t.action_id = c.action_id AND t.status = 'open'
            RETURNING t.*""".replace("/* by hand */", BY_HAND);

    /** Where a kill switch covers it, it waits until the switch is off. */
    private static final String BEGIN = """
            WITH due AS (
                SELECT t.action_id, t.words FROM action_returns t
                JOIN optimization_actions p ON p.id = t.action_id AND p.status = 'done'
                JOIN optimization_rules r ON r.id = p.rule_id
                WHERE t.status = 'open' AND /* which */
                    AND NOT EXISTS (SELECT FROM switches s WHERE s.scope IN ('all', 'kind:resume', 'platform:' || p.platform,
                        'account:' || p.platform || ':' || p.account_id, 'rule:' || r.rule_name))
                    AND NOT EXISTS (/* by hand */)
                ORDER BY t.opened_at LIMIT 500 FOR UPDATE OF t SKIP LOCKED
            ), begun AS (
                INSERT INTO optimization_actions (id, subject_kind, subject_id, platform, account_id, rule_id, decision_id, run_id,
                    action_type, action_details, reason, performance_snapshot, service_time_met, status, next_attempt_at, trace_parent,
                    created_at, undoes)
                SELECT gen_random_uuid(), p.subject_kind, p.subject_id, p.platform, p.account_id, p.rule_id, p.decision_id, p.run_id,
                    'resume', '{"before": "paused", "after": "active"}', 'returns as ''' || r.rule_name || ''' wanted: until '
                    || due.words, p.performance_snapshot, p.service_time_met, 'ready', ?, p.trace_parent, ?, p.id
                FROM due JOIN optimization_actions p ON p.id = due.action_id JOIN optimization_rules r ON r.id = p.rule_id
                ON CONFLICT DO NOTHING
                RETURNING id, undoes, reason
            )
            UPDATE action_returns t SET status = 'returning', resume_id = begun.id, trouble = NULL FROM begun
            WHERE t.action_id = begun.undoes
            RETURNING t.*, begun.reason""".replace("/* by hand */", BY_HAND);

    private static final String BEGIN_DUE = BEGIN.replace("/* which */", "t.due_at <= ?");
    private static final String BEGIN_MET = BEGIN.replace("/* which */", "t.action_id = ANY (?)");

    private static final Set<String> MOVES = Set.of("pause", "resume");
    private static final String CANCEL =
            "UPDATE action_returns t SET status = 'cancelled', ended_at = ?, because = ? WHERE ";

    private final DataSource database;
    private final ActionLife life;
    private final ActionDetails details;
    private final AuditLog audit;
    private final Clock clock;

    Returns(DataSource database, ActionLife life, ActionDetails details, AuditLog audit, Clock clock) {
        this.database = database;
        this.life = life;
        this.details = details;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A pause that ends as soon as a run finds its condition true.
     *
     * @param trouble why the last run could not tell; null when it could
     */
    public record Awaited(
            UUID pause,
            String platform,
            String campaign,
            String condition,
            @Nullable String trouble) {}

    /** A return that took a step. */
    private record Step(
            UUID pause,
            String platform,
            String campaign,
            String words,
            @Nullable UUID resume,
            @Nullable String why) {}

    // ---------------------------------------------------------------------------------------------- by condition

    /** All pauses that wait for a condition. */
    public List<Awaited> awaited() {
        return using(sql -> sql.list(
                "SELECT * FROM action_returns WHERE status = 'open' AND condition IS NOT NULL",
                row -> new Awaited(
                        row.getObject("action_id", UUID.class),
                        row.getString("platform"),
                        row.getString("campaign_id"),
                        row.getString("condition"),
                        row.getString("trouble"))));
    }

    /** Lets those campaigns go on whose condition is met, unless somebody else has them by now. Wake the worker when it is committed. */
    public void met(Connection connection, List<UUID> pauses, Instant at) throws SQLException {
        List<Step> steps = new Sql(connection)
                .list(
                        BEGIN_MET,
                        row -> step(row, "reason"),
                        connection.createArrayOf("uuid", pauses.toArray()),
                        at,
                        at);
        for (Step one : steps) {
            audit.add(connection, begun(one));
        }
    }

    /** Keeps why nobody can tell whether a condition is met, and warns when that is news; null when it could be told. */
    public void unclear(Connection connection, UUID pause, @Nullable String trouble) throws SQLException {
        List<Step> news = new Sql(connection)
                .list(
                        "UPDATE action_returns SET trouble = ? WHERE action_id = ? AND status = 'open' AND trouble IS DISTINCT FROM"
                                + " ?::text RETURNING *",
                        row -> step(row, "trouble"),
                        trouble,
                        pause,
                        trouble);
        for (Step one : news) {
            if (one.why() != null) {
                log.warnf("Pause stays, its end can't be told, action=%s why=%s", one.pause(), one.why());
                audit.add(connection, happening("action.return_unclear", one));
            }
        }
    }

    // ---------------------------------------------------------------------------------------------- by time

    /** Gives up what people took over, and lets those go on whose time has come. Whether any does. */
    boolean look() {
        Instant now = clock.instant();
        cancelled(using(sql -> sql.list(CANCEL_CHANGED, row -> step(row, "because"), now)));
        List<Step> due = using(sql -> sql.list(BEGIN_DUE, row -> step(row, "reason"), now, now, now));
        due.forEach(one -> audit.add(begun(one)));
        return !due.isEmpty();
    }

    private static Happening begun(Step one) {
        log.infof("Campaign goes on, action=%s pause=%s", one.resume(), one.pause());
        return happening("action.returning", one);
    }

    // ---------------------------------------------------------------------------------------------- what became of
    // actions

    /** A campaign that goes on already when its return comes was let go by somebody else; unless an earlier try of ours did. */
    static Outcome ours(Taken taken, Outcome outcome) {
        return taken.returns() && !taken.tried() && outcome.result() == Result.ALREADY
                ? Outcome.without(
                        Result.DRIFTED,
                        "It goes on already: somebody let it, and decides on it now; nothing was sent",
                        outcome.at(),
                        outcome.live())
                : outcome;
    }

    /** An action of ours ended: a pause may open a return, a resume end one. */
    void ended(Taken taken, Outcome outcome) {
        if (taken.returns()) {
            returnEnded(taken, outcome);
        } else if (outcome.result().status() == ActionStatus.DONE && MOVES.contains(taken.kind())) {
            superseded(taken, outcome.at());
            if (details.read(taken.kind(), taken.details()) instanceof Action.Pause pause && pause.until() != null) {
                open(taken, pause.until(), outcome);
            }
        }
    }

    private void returnEnded(Taken taken, Outcome outcome) {
        String of = " WHERE resume_id = ? AND status IN ('returning', 'failed')";
        switch (outcome.result()) {
            case DONE, ALREADY ->
                run(
                        "UPDATE action_returns SET status = 'returned', because = NULL, ended_at = ?" + of,
                        outcome.at(),
                        taken.id());
            case SUPPRESSED ->
                run(
                        "UPDATE action_returns SET status = 'open', resume_id = NULL WHERE resume_id = ? AND status = 'returning'",
                        taken.id());
            case DRIFTED ->
                cancelled(using(sql -> sql.list(
                        CANCEL + "resume_id = ? AND status IN ('returning', 'failed') RETURNING t.*",
                        row -> step(row, "because"),
                        outcome.at(),
                        outcome.detail(),
                        taken.id())));
            case FAILED, DEAD ->
                run(
                        "UPDATE action_returns SET status = 'failed', because = ?, ended_at = ?" + of,
                        outcome.detail(),
                        outcome.at(),
                        taken.id());
            case RETRYING, RETRIED, MENDED -> log.debugf("A return goes on later, action=%s", taken.id());
        }
    }

    /** Whatever else of ours changed the status has the campaign now; a resume that nobody has begun is not begun any more. */
    private void superseded(Taken taken, Instant at) {
        String why =
                "action " + taken.id() + ", a " + taken.kind() + " by '" + taken.rule() + "', changed its status since";
        List<Step> others = using(sql -> sql.list(
                CANCEL + "platform = ? AND campaign_id = ? AND status IN ('open', 'returning') RETURNING t.*",
                row -> step(row, "because"),
                at,
                why,
                taken.subject().platform(),
                taken.subject().id()));
        cancelled(others);
        for (Step other : others) {
            if (other.resume() != null) {
                life.withdraw(other.resume(), Outcome.without(Result.DRIFTED, why + "; nothing was sent", at, null));
            }
        }
    }

    private void open(Taken pause, Until until, Outcome outcome) {
        Instant due = until.due(outcome.at());
        @Nullable String never = null;
        if (outcome.result() == Result.ALREADY && !pause.tried()) {
            never = "it was paused already when the rule wanted it paused; whoever paused it lets it go on";
        } else if (until instanceof Until.At && due != null && !due.isAfter(outcome.at())) {
            never = "that was over when it was paused";
        }
        Instant now = clock.instant();
        run(
                "INSERT INTO action_returns (action_id, platform, campaign_id, due_at, condition, words, status, because, opened_at,"
                        + " ended_at) VALUES (?, ?, ?, ?::timestamptz, ?, ?, ?, ?, ?, ?::timestamptz) ON CONFLICT (action_id) DO NOTHING",
                pause.id(),
                pause.subject().platform(),
                pause.subject().id(),
                due,
                due == null ? until.value() : null,
                until.words(),
                never == null ? "open" : "cancelled",
                never,
                now,
                never == null ? null : now);
        if (never != null) {
            cancelled(List.of(new Step(
                    pause.id(), pause.subject().platform(), pause.subject().id(), until.words(), null, never)));
        }
    }

    /** A person undoes the pause: whether and when it goes on is theirs to say. */
    void undoneBy(UUID pause, Caller caller) {
        cancelled(using(sql -> sql.list(
                CANCEL + "action_id = ? AND status = 'open' RETURNING t.*",
                row -> step(row, "because"),
                clock.instant(),
                caller.actor() + " undoes the pause",
                pause)));
    }

    // ---------------------------------------------------------------------------------------------- help

    private void cancelled(List<Step> steps) {
        for (Step one : steps) {
            log.infof("Campaign does not go on by itself, pause=%s why=%s", one.pause(), one.why());
            audit.add(happening("action.return_cancelled", one));
        }
    }

    private static Happening happening(String kind, Step step) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("action", step.pause());
        about.put("until", step.words());
        if (step.resume() != null) {
            about.put("resume", step.resume());
        }
        return Happening.of(
                Caller.SERVICE,
                kind,
                Subject.CAMPAIGN + ":" + step.platform() + ":" + step.campaign(),
                null,
                Map.copyOf(about),
                step.why());
    }

    private static Step step(ResultSet row, String why) throws SQLException {
        return new Step(
                row.getObject("action_id", UUID.class),
                row.getString("platform"),
                row.getString("campaign_id"),
                row.getString("words"),
                row.getObject("resume_id", UUID.class),
                row.getString(why));
    }

    private void run(String statement, @Nullable Object... values) {
        using(sql -> sql.run(statement, values));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "working on pauses that end by themselves", use);
    }
}
