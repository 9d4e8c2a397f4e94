package dev.adjudge.act;

import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.CopyRows;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where decisions leave their actions: in the decisions' own transaction, so that neither is there without the other. */
@Singleton
public class Outbox {

    private static final String TARGET =
            "optimization_actions (id, subject_kind, subject_id, platform, account_id, rule_id, decision_id,"
                    + " run_id, action_type, action_details, reason, performance_snapshot, service_time_met, status,"
                    + " next_attempt_at, trace_parent, created_at, approval_rule, approver, deadline, otherwise, remind_at,"
                    + " escalate_at, escalate_to)";

    private final ActionLife life;
    private final ActionDetails details;
    private final Worker worker;

    Outbox(ActionLife life, ActionDetails details, Worker worker) {
        this.life = life;
        this.details = details;
        this.worker = worker;
    }

    /**
     * Writes the orders of a run in the transaction of this connection. They replace what earlier runs left to a person about
     * the same subjects. Call {@link #nudge} once it is committed.
     */
    public void write(Connection connection, UUID run, Iterable<Order> orders, Instant at) throws SQLException {
        try (CopyRows rows = CopyRows.into(connection, TARGET)) {
            for (Order order : orders) {
                write(rows, order, at);
            }
            rows.finish();
        }
        life.replaceHeld(connection, run, at);
    }

    /** Nobody needs to answer any more what is held about them. */
    public void expire(Connection connection, List<Subject> subjects, String why, Instant at) throws SQLException {
        life.expire(connection, subjects, why, at);
    }

    /** As {@link #expire}, and what nobody has begun is not done either. What brings something back is. */
    public void withdraw(Connection connection, List<Subject> subjects, String why, Instant at) throws SQLException {
        life.withdraw(connection, subjects, why, at);
    }

    /** As {@link #withdraw(Connection, List, String, Instant)}, all that a run ordered; says how many. */
    public long withdraw(Connection connection, UUID run, String why, Instant at) throws SQLException {
        return life.withdraw(connection, run, why, at);
    }

    /** Wakes the worker; without it the actions are found at its next look. */
    public void nudge() {
        worker.wake();
    }

    private void write(CopyRows rows, Order order, Instant at) throws SQLException {
        Subject subject = order.subject();
        rows.value(order.id())
                .value(subject.kind())
                .value(subject.id())
                .value(subject.platform())
                .value(subject.account())
                .value(order.ruleId())
                .value(order.decisionId())
                .value(order.runId())
                .value(order.action().kind())
                .value(details.write(order.action()))
                .value(order.reason())
                .value(order.performanceSnapshotJson())
                .value(order.serviceTimeMet())
                .value(order.status().word())
                .value(at)
                .value(order.traceParent())
                .value(at);
        Approval approval = order.approval();
        rows.value(approval == null ? null : approval.rule())
                .value(approval == null ? null : approval.approver())
                .value(approval == null ? null : at.plus(approval.deadline()))
                .value(approval == null ? null : approval.otherwise().word())
                .value(approval == null ? null : after(at, approval.remindAfter()))
                .value(approval == null ? null : after(at, approval.escalateAfter()))
                .value(approval == null ? null : approval.escalateTo())
                .end();
    }

    private static @Nullable Instant after(Instant at, @Nullable Duration wait) {
        return wait == null ? null : at.plus(wait);
    }
}
