package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.CopyRows;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What was decided, on which facts, by which release: written with the run, never changed. */
@ApplicationScoped
public class DecisionLog {

    private static final String COLUMNS =
            "d.id, d.run_id, d.subject_kind, d.platform, d.account_id, d.subject_id, d.release_id, r.hash, d.facts, d.verdicts, d.trace_parent, d.created_at";
    private static final String NEWEST_FIRST = " ORDER BY d.created_at DESC, d.id DESC";
    private static final int FETCH_ROWS = 200;
    private static final int MOST_SECONDS = 30;
    private static final String CANCELLED = "57014";
    private static final String DATA_EXCEPTION = "22";
    private static final String UNSTORABLE_TEXT = "22021";
    private static final String FROM = " FROM decisions d JOIN releases r ON r.id = d.release_id ";

    private final DataSource database;
    private final ObjectMapper json;

    DecisionLog(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Writes all decisions of a run in the caller's transaction. */
    public void write(
            Connection connection, UUID runId, Instant at, @Nullable String traceParent, Iterable<Decision> decisions)
            throws SQLException, IOException {
        OffsetDateTime createdAt = at.atOffset(ZoneOffset.UTC);
        try (CopyRows rows = CopyRows.into(
                connection,
                "decisions (id, run_id, subject_kind, platform, account_id, subject_id, release_id, facts, verdicts, trace_parent, created_at)")) {
            for (Decision decision : decisions) {
                Subject subject = decision.subject();
                rows.value(decision.id())
                        .value(runId)
                        .value(subject.kind())
                        .value(subject.platform())
                        .value(subject.account())
                        .value(subject.id())
                        .value(decision.release().id())
                        .value(text(out -> FactsJson.write(out, decision.facts())))
                        .value(text(out -> VerdictsJson.write(out, decision.verdicts())))
                        .value(traceParent)
                        .value(createdAt)
                        .end();
            }
            rows.finish();
        }
    }

    public Optional<StoredDecision> find(UUID id) {
        return select("WHERE d.id = ?", List.of(id)).stream().findFirst();
    }

    /** What a run decided for one subject; empty when it matched no rule. */
    public Optional<StoredDecision> find(UUID run, String platform, String subjectId) {
        return select("WHERE d.run_id = ? AND d.platform = ? AND d.subject_id = ?", List.of(run, platform, subjectId))
                .stream()
                .findFirst();
    }

    /** A page of the log, newest first. */
    public Page<StoredDecision> list(DecisionFilter filter, Limit limit, @Nullable Cursor after) {
        return Page.of(part(filter, after, limit.andOneMore()), limit, d -> new Cursor(d.createdAt(), d.id()).encode());
    }

    private List<StoredDecision> part(DecisionFilter filter, @Nullable Cursor after, int most) {
        List<Object> values = new ArrayList<>();
        StringBuilder where = where(filter, values);
        if (after != null) {
            where.append(" AND (d.created_at, d.id) < (?, ?)");
            values.add(after.at());
            values.add(after.id());
        }
        where.append(NEWEST_FIRST).append(" LIMIT ?");
        values.add(most);
        return select(where.toString(), values);
    }

    /** What takes the decisions of a whole result, one after another. */
    @FunctionalInterface
    public interface Taker {
        void take(StoredDecision decision) throws IOException;
    }

    /**
     * All that the filter wants, newest first, however many: they are read part by part, so that whoever takes them slowly keeps no
     * connection.
     */
    public void each(DecisionFilter filter, Taker taker) throws IOException {
        Cursor after = null;
        List<StoredDecision> part;
        do {
            part = part(filter, after, FETCH_ROWS);
            for (StoredDecision decision : part) {
                taker.take(decision);
                after = new Cursor(decision.createdAt(), decision.id());
            }
        } while (part.size() == FETCH_ROWS);
    }

    private StringBuilder where(DecisionFilter filter, List<Object> values) {
        StringBuilder where = new StringBuilder("WHERE d.created_at >= ? AND d.created_at < ?");
        values.add(filter.from());
        values.add(filter.to());
        and(where, values, " AND d.run_id = ?", filter.run());
        and(where, values, " AND d.platform = ?", filter.platform());
        and(where, values, " AND d.subject_id = ?", filter.subject());
        ObjectNode verdict = json.createObjectNode();
        if (filter.rule() != null) {
            verdict.put("rule", filter.rule());
        }
        if (filter.verdict() != null) {
            verdict.put("verdict", filter.verdict());
        }
        if (filter.action() != null) {
            verdict.putObject("action").put("kind", filter.action());
        }
        if (!verdict.isEmpty()) {
            and(
                    where,
                    values,
                    " AND d.verdicts @> ?::jsonb",
                    json.createArrayNode().add(verdict).toString());
        }
        if (filter.condition() != null) {
            ConditionSql.Where condition = ConditionSql.of(filter.condition());
            where.append(" AND ").append(condition.sql());
            values.addAll(condition.values());
        }
        return where;
    }

    private static void and(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.add(value);
        }
    }

    private List<StoredDecision> select(String where, List<?> values) {
        List<StoredDecision> found = new ArrayList<>();
        read(where, values, found::add);
        return found;
    }

    private void read(String where, List<?> values, Taker taker) {
        Sql.change(database, connection -> {
            try {
                new Sql(connection)
                        .each(
                                "SELECT " + COLUMNS + FROM + where,
                                FETCH_ROWS,
                                MOST_SECONDS,
                                row -> taker.take(read(row)),
                                values.toArray());
            } catch (SQLException e) {
                throw refused(e);
            }
        });
    }

    /** A question that takes too long, or asks the impossible of some figure, is the asker's to mend. */
    private static SQLException refused(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(CANCELLED)) {
            throw Problem.wrong("The log took longer than " + MOST_SECONDS
                    + " seconds to answer; narrow the time with from and to, or ask for a run or a subject");
        }
        if (state.startsWith(DATA_EXCEPTION)) {
            throw Problem.wrong(
                    state.equals(UNSTORABLE_TEXT)
                            ? "A text with a NUL character is in no decision"
                            : "The question can't be worked out: a figure in it is out of range or divided by 0");
        }
        return e;
    }

    private StoredDecision read(ResultSet row) throws SQLException {
        return new StoredDecision(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                new Subject(
                        row.getString("subject_kind"),
                        row.getString("platform"),
                        row.getString("account_id"),
                        row.getString("subject_id")),
                new ReleaseRef(row.getLong("release_id"), row.getString("hash")),
                tree(row.getString("facts")),
                tree(row.getString("verdicts")),
                row.getString("trace_parent"),
                Sql.instantThere(row, "created_at"));
    }

    private JsonNode tree(String stored) {
        try {
            return json.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored decision is no JSON", e);
        }
    }

    private interface Written {
        void to(JsonGenerator out) throws IOException;
    }

    private String text(Written written) throws IOException {
        StringWriter text = new StringWriter(2048);
        try (JsonGenerator out = json.getFactory().createGenerator(text)) {
            out.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            written.to(out);
        }
        return text.toString();
    }
}
