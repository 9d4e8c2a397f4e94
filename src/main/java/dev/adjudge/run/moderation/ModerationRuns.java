package dev.adjudge.run.moderation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.act.Outbox;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.DecisionProofs;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Verdict;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.run.Orders;
import dev.adjudge.run.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs over items: over before they are written, so that one statement does it. */
@ApplicationScoped
class ModerationRuns {

    private static final String INSERT = """
            INSERT INTO runs (id, status, trigger, as_of, dry_run, release_id, known_at, moment, progress_done, progress_total, count_subjects,
                count_matched, count_allowed, count_held, count_suppressed, count_failed, facts, created_at, started_at, finished_at)
            VALUES (?, 'completed', 'moderation', ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """;

    private final DecisionLog decisions;
    private final Outbox outbox;
    private final DecisionProofs proofs;
    private final ObjectMapper json;
    private final Clock clock;

    ModerationRuns(DecisionLog decisions, Outbox outbox, DecisionProofs proofs, ObjectMapper json, Clock clock) {
        this.decisions = decisions;
        this.outbox = outbox;
        this.proofs = proofs;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param subjects how many items were looked at
     * @param failed how many of them could not be judged
     */
    record Made(
            UUID id,
            CompiledRelease release,
            RunConditions conditions,
            List<Decision> decisions,
            long subjects,
            long failed,
            Instant at) {

        Run.Counts counts() {
            return new Run.Counts(
                    subjects,
                    decisions.size(),
                    count(Verdict.Allowed.class),
                    count(Verdict.Held.class),
                    count(Verdict.Suppressed.class),
                    failed);
        }

        private long count(Class<? extends Verdict> kind) {
            return verdicts().filter(kind::isInstance).count();
        }

        /** How often each rule spoke. */
        Map<String, Long> byRule() {
            return verdicts()
                    .collect(Collectors.groupingBy(verdict -> verdict.proposal().rule(), Collectors.counting()));
        }

        private Stream<Verdict> verdicts() {
            return decisions.stream().flatMap(decision -> decision.verdicts().stream());
        }
    }

    /** The run, its decisions and what they order. Nudge the outbox once it is committed. */
    void write(Connection connection, Made made, Caller caller) throws SQLException {
        try {
            insert(connection, made);
            decisions.write(connection, made.id(), made.at(), null, made.decisions());
            outbox.write(
                    connection,
                    made.id(),
                    Orders.of(made.id(), null, made.decisions(), made.release(), json),
                    made.at());
            seal(connection, made, caller);
        } catch (IOException e) {
            throw new IllegalStateException("The decisions could not be written as JSON", e);
        }
    }

    private void insert(Connection connection, Made made) throws SQLException {
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

    private void seal(Connection connection, Made made, Caller caller) throws SQLException, IOException {
        proofs.seal(
                connection,
                made.id(),
                caller,
                Map.of(
                        "trigger",
                        Run.Trigger.MODERATION.word(),
                        "dryRun",
                        false,
                        "release",
                        made.release().ref(),
                        "counts",
                        made.counts()));
    }
}
