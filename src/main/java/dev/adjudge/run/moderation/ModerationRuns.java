package dev.adjudge.run.moderation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.audit.DecisionProofs;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.run.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** Runs over items: over before they are written, so that one statement does it. */
@ApplicationScoped
class ModerationRuns {

    private static final String INSERT = """
            INSERT INTO runs (id, status, trigger, as_of, dry_run, release_id, known_at, moment, progress_done, progress_total, count_subjects,
                count_matched, count_allowed, count_held, count_suppressed, count_failed, facts, created_at, started_at, finished_at)
            VALUES (?, 'completed', 'moderation', ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """;

    private final DecisionProofs proofs;
    private final ObjectMapper json;
    private final Clock clock;

    ModerationRuns(DecisionProofs proofs, ObjectMapper json, Clock clock) {
        this.proofs = proofs;
        this.json = json;
        this.clock = clock;
    }

    /** @param byRule how often each rule spoke */
    record Made(
            UUID id,
            CompiledRelease release,
            RunConditions conditions,
            Run.Counts counts,
            Map<String, Long> byRule,
            Instant at) {}

    void write(Connection connection, Made made) throws SQLException {
        ObjectNode facts = json.createObjectNode();
        facts.put("knownAt", made.at().toString());
        facts.put("moment", made.at().toString());
        facts.put("releaseHash", made.release().ref().hash());
        facts.put("rolloutPercent", made.conditions().rolloutPercent());
        facts.set("rules", json.valueToTree(made.byRule()));
        facts.set("killSwitches", json.valueToTree(made.conditions().switches()));
        Run.Counts counts = made.counts();
        new Sql(connection)
                .run(
                        INSERT,
                        made.id(),
                        made.at().atOffset(ZoneOffset.UTC).toLocalDate(),
                        made.release().ref().id(),
                        made.at(),
                        made.at(),
                        counts.subjects(),
                        counts.subjects(),
                        counts.subjects(),
                        counts.matched(),
                        counts.allowed(),
                        counts.held(),
                        counts.suppressed(),
                        counts.failed(),
                        facts.toString(),
                        made.at(),
                        made.at(),
                        clock.instant());
    }

    /** Once its decisions are written. */
    void seal(Connection connection, UUID run, Caller caller, CompiledRelease release, Run.Counts counts)
            throws SQLException, IOException {
        proofs.seal(
                connection,
                run,
                caller,
                Map.of(
                        "trigger",
                        Run.Trigger.MODERATION.word(),
                        "dryRun",
                        false,
                        "release",
                        release.ref(),
                        "counts",
                        counts));
    }
}
