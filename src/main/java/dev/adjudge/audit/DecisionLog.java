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
        StringBuilder where = new StringBuilder("WHERE d.created_at >= ? AND d.created_at < ?");
        List<Object> values = new ArrayList<>();
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
        if (after != null) {
            where.append(" AND (d.created_at, d.id) < (?, ?)");
            values.add(after.at());
            values.add(after.id());
        }
        where.append(" ORDER BY d.created_at DESC, d.id DESC LIMIT ?");
        values.add(limit.andOneMore());
        return Page.of(select(where.toString(), values), limit, d -> new Cursor(d.createdAt(), d.id()).encode());
    }

    private static void and(StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            where.append(condition);
            values.add(value);
        }
    }

    private List<StoredDecision> select(String where, List<?> values) {
        return Sql.using(
                database,
                "reading decisions",
                sql -> sql.list("SELECT " + COLUMNS + FROM + where, this::read, values.toArray()));
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
