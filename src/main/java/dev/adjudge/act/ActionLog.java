package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.LoggedAction.ActedOn;
import dev.adjudge.act.LoggedAction.Approval;
import dev.adjudge.act.LoggedAction.Return;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The log of actions: what was done, is to be done, waits or failed, newest first. */
@Singleton
public class ActionLog {

    private static final String SELECT = """
            SELECT a.*, coalesce(r.rule_name, 'a person') AS rule_name, t.status AS return_status, t.due_at, t.condition, t.because, t.trouble, t.resume_id, t.ended_at,
                (SELECT u.id FROM optimization_actions u WHERE u.undoes = a.id
                ORDER BY u.created_at DESC LIMIT 1) AS undone_by
            FROM optimization_actions a LEFT JOIN optimization_rules r ON r.id = a.rule_id
            LEFT JOIN action_returns t ON t.action_id = a.id WHERE true""";

    private final DataSource database;
    private final ActionDetails details;

    ActionLog(DataSource database, ActionDetails details) {
        this.database = database;
        this.details = details;
    }

    /** What to look for; null is anything. */
    public record Filter(
            @Nullable ActionStatus status,
            @Nullable String platform,
            @Nullable String kind,
            @Nullable String subject,
            TimeRange created) {}

    public Page<LoggedAction> page(Filter filter, Limit limit, @Nullable Cursor after) {
        Query query = new Query();
        ActionStatus status = filter.status();
        query.and("a.status = ?", status == null ? null : status.word());
        query.and("a.platform = ?", filter.platform());
        query.and("a.action_type = ?", filter.kind());
        query.and("a.subject_id = ?", filter.subject());
        query.and("a.created_at >= ?", filter.created().from());
        query.and("a.created_at < ?", filter.created().to());
        if (after != null) {
            query.and("(a.created_at, a.id) < (?, ?)", after.at(), after.id());
        }
        query.sql.append(" ORDER BY a.created_at DESC, a.id DESC LIMIT ").append(limit.andOneMore());
        return Page.of(read(query), limit, last -> new Cursor(last.createdAt(), last.id()).encode());
    }

    public Optional<LoggedAction> find(UUID id) {
        Query query = new Query();
        query.and("a.id = ?", id);
        return read(query).stream().findFirst();
    }

    /** These actions, in no order. */
    List<LoggedAction> some(List<UUID> ids) {
        Query query = new Query();
        query.and("a.id = ANY (?)", (Object) ids.toArray(UUID[]::new));
        return read(query);
    }

    /** What became of a decision's verdicts that were not suppressed. */
    public List<LoggedAction> ofDecision(UUID decisionId) {
        Query query = new Query();
        query.and("a.decision_id = ?", decisionId);
        query.sql.append(" ORDER BY a.created_at, a.id");
        return read(query);
    }

    /** What was done, is to be done or waits about an item, newest first. */
    public List<LoggedAction> ofItem(String platform, String objectId) {
        Query query = new Query();
        query.and("a.subject_kind = ?", Subject.ITEM);
        query.and("a.platform = ?", platform);
        query.and("a.subject_id = ?", objectId);
        query.sql.append(" ORDER BY a.created_at DESC, a.id DESC");
        return read(query);
    }

    /** The actions of a run that are in a status, and no undo of any. */
    public List<LoggedAction> ofRun(UUID runId, ActionStatus status) {
        Query query = new Query();
        query.and("a.run_id = ?", runId);
        query.and("a.status = ?", status.word());
        query.sql.append(" AND a.undoes IS NULL ORDER BY a.created_at, a.id");
        return read(query);
    }

    private static final class Query {

        private final StringBuilder sql = new StringBuilder(SELECT);
        private final List<Object> parameters = new ArrayList<>();

        void and(String condition, @Nullable Object... values) {
            if (values[0] == null) {
                return;
            }
            sql.append(" AND ").append(condition);
            for (Object value : values) {
                if (value != null) {
                    parameters.add(value);
                }
            }
        }
    }

    private List<LoggedAction> read(Query query) {
        return Sql.using(
                database,
                "reading the log of actions",
                sql -> sql.list(query.sql.toString(), this::action, query.parameters.toArray()));
    }

    private LoggedAction action(ResultSet row) throws SQLException {
        String platform = row.getString("platform");
        JsonNode change = details.tree(row.getString("action_details"));
        String outcome = row.getString("outcome");
        return new LoggedAction(
                row.getObject("id", UUID.class),
                row.getString("status"),
                platform,
                row.getString("account_id"),
                new ActedOn(row.getString("subject_kind"), platform, row.getString("subject_id")),
                row.getString("rule_name"),
                row.getString("action_type"),
                change.path("before").isNull() ? null : change.get("before"),
                change.path("after"),
                change.get("until"),
                comesBack(row),
                row.getString("reason"),
                row.getObject("decision_id", UUID.class),
                row.getObject("run_id", UUID.class),
                approval(row),
                row.getObject("undoes", UUID.class),
                row.getObject("undone_by", UUID.class),
                row.getInt("attempts"),
                details.tree(row.getString("tries")),
                outcome == null ? null : details.tree(outcome),
                Sql.instantThere(row, "created_at"),
                Sql.instant(row, "finished_at"));
    }

    private static @Nullable Return comesBack(ResultSet row) throws SQLException {
        String status = row.getString("return_status");
        return status == null
                ? null
                : new Return(
                        status,
                        Sql.instant(row, "due_at"),
                        row.getString("condition"),
                        row.getString("because"),
                        row.getString("trouble"),
                        row.getObject("resume_id", UUID.class),
                        Sql.instant(row, "ended_at"));
    }

    private static @Nullable Approval approval(ResultSet row) throws SQLException {
        if (row.getString("approver") == null && row.getString("decided_by") == null) {
            return null;
        }
        return new Approval(
                row.getString("approval_rule"),
                row.getString("approver"),
                Sql.instant(row, "deadline"),
                row.getBoolean("escalated") ? row.getString("escalate_to") : null,
                row.getString("otherwise"),
                row.getString("decided_by"),
                Sql.instant(row, "decided_at"),
                row.getString("comment"),
                row.getString("mended_by"));
    }
}
