package dev.adjudge.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Decisions are too many for an entry of the audit log each. A run writes one, with the root of the Merkle tree of its
 * decisions, and each decision can be proved against that.
 */
@ApplicationScoped
public class DecisionProofs {

    private static final String RUN_COMPLETED = "run.completed";
    private static final int FETCH_ROWS = 10_000;
    private static final int MOST_SECONDS = 300;
    private static final String LEAVES =
            "SELECT id, decision_leaf(d) AS leaf FROM decisions d WHERE run_id = ? ORDER BY id";

    private final DataSource database;
    private final AuditLog log;
    private final ObjectMapper json;

    DecisionProofs(DataSource database, AuditLog log, ObjectMapper json) {
        this.database = database;
        this.log = log;
        this.json = json;
    }

    /**
     * That a decision is, as it stands in the log, one of those its run made.
     *
     * @param leaf the hash of the decision as it stands now
     * @param path the hashes to put beside it, one after another, up to the root
     * @param root of the run, as the audit log has it; null when the run wrote no entry
     * @param entry of the audit log that has the root
     * @param holds whether the path from the leaf leads to that root
     */
    public record Proof(
            UUID decision,
            UUID run,
            String leaf,
            List<Step> path,
            @Nullable String root,
            @Nullable Long entry,
            boolean holds) {}

    /** @param side of the hash: {@code left} or {@code right} */
    public record Step(String side, String hash) {}

    /**
     * Writes a run down, with the root over the decisions that this transaction wrote for it.
     *
     * @param about what else the entry says of the run
     */
    public void seal(Connection connection, UUID run, Caller caller, Map<String, ?> about)
            throws SQLException, IOException {
        List<byte[]> leaves = new ArrayList<>();
        new Sql(connection).each(LEAVES, FETCH_ROWS, MOST_SECONDS, row -> leaves.add(row.getBytes("leaf")), run);
        Map<String, @Nullable Object> after = new LinkedHashMap<>(about);
        after.put("decisions", leaves.size());
        after.put("root", leaves.isEmpty() ? null : AuditLog.hex(new MerkleTree(leaves).root()));
        log.add(connection, Happening.of(caller, RUN_COMPLETED, "run:" + run, null, after, null));
    }

    public Proof prove(UUID decision) {
        List<UUID> ids = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        UUID run = Sql.using(
                        database,
                        "looking for a decision",
                        sql -> sql.find(
                                "SELECT run_id FROM decisions WHERE id = ?",
                                row -> row.getObject(1, UUID.class),
                                decision))
                .orElseThrow(() -> Problem.unknown(
                        "There is no decision " + decision + "; GET /api/decisions lists those there are"));
        Sql.change(database, connection -> new Sql(connection)
                .each(
                        LEAVES,
                        FETCH_ROWS,
                        MOST_SECONDS,
                        row -> {
                            ids.add(row.getObject("id", UUID.class));
                            leaves.add(row.getBytes("leaf"));
                        },
                        run));
        MerkleTree tree = new MerkleTree(leaves);
        int at = ids.indexOf(decision);
        Optional<AuditEntry> entry = log.latest(RUN_COMPLETED, "run:" + run);
        @Nullable String root = entry.map(this::rootIn).orElse(null);
        return new Proof(
                decision,
                run,
                AuditLog.hex(leaves.get(at)),
                tree.path(at).stream()
                        .map(step -> new Step(step.side(), AuditLog.hex(step.hash())))
                        .toList(),
                root,
                entry.map(AuditEntry::id).orElse(null),
                AuditLog.hex(tree.root()).equals(root));
    }

    private @Nullable String rootIn(AuditEntry entry) {
        try {
            return json.readTree(entry.body()).at("/after/root").textValue();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Entry " + entry.id() + " of the audit log is no JSON", e);
        }
    }
}
