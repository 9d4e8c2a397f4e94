package dev.adjudge.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.act.Outbox;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.DecisionProofs;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Campaign;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.Judged;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes what a run concluded: decisions, actions and the run's own result, all in one transaction or not at all. */
@ApplicationScoped
class Conclusions {

    private static final Logger log = Logger.getLogger(Conclusions.class);

    private final DecisionLog decisions;
    private final DecisionProofs proofs;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;

    Conclusions(
            DecisionLog decisions,
            DecisionProofs proofs,
            Outbox outbox,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.decisions = decisions;
        this.proofs = proofs;
        this.outbox = outbox;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What an evaluation found, with what was known when it began. */
    record Concluded(
            Instant knownAt, RunConditions conditions, Proposing proposing, List<Judged> judged, Timings timings) {}

    void write(Connection connection, RunRow run, CompiledRelease release, Concluded concluded) throws SQLException {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Decision> made = concluded.judged().stream()
                .map(one -> new Decision(
                        UUID.randomUUID(), subject(one.facts().campaign()), release.ref(), one.facts(), one.verdicts()))
                .toList();
        Sql.inTransaction(connection, c -> {
            long from = System.nanoTime();
            decisions.write(c, run.id, at, run.traceParent, made);
            if (!run.dryRun) {
                outbox.write(c, run.id, Orders.of(run.id, run.traceParent, made, release, json), at);
            }
            long writeMillis = Duration.ofNanos(System.nanoTime() - from).toMillis();
            Run.Counts counts = counts(concluded.proposing(), made);
            complete(c, run, release, concluded, counts, byRule(made), writeMillis);
            proofs.seal(c, run.id, run.caller(), run.about(release.ref(), counts));
            return Boolean.TRUE;
        });
        if (!run.dryRun) {
            outbox.nudge();
        }
        long millis = concluded.timings().total();
        metrics.counter("campaigns.processed").increment(concluded.proposing().done());
        metrics.timer("run.duration").record(Duration.ofMillis(millis));
        log.infof(
                "Run completed, run=%s campaigns=%d matched=%d ms=%d",
                run.id, concluded.proposing().done(), made.size(), millis);
    }

    private void complete(
            Connection connection,
            RunRow run,
            CompiledRelease release,
            Concluded concluded,
            Run.Counts counts,
            Map<String, Long> byRule,
            long writeMillis)
            throws SQLException {
        String update = """
                UPDATE runs SET status = 'completed', release_id = ?, known_at = ?, moment = ?, progress_done = ?, progress_total = ?,
                    count_subjects = ?, count_matched = ?, count_allowed = ?, count_held = ?, count_suppressed = ?,
                    count_failed = ?, facts = ?::jsonb, finished_at = ?
                WHERE id = ? AND status = 'running'
                """;
        long changed = new Sql(connection)
                .run(
                        update,
                        release.ref().id(),
                        concluded.knownAt(),
                        concluded.conditions().at(),
                        counts.subjects(),
                        counts.subjects(),
                        counts.subjects(),
                        counts.matched(),
                        counts.allowed(),
                        counts.held(),
                        counts.suppressed(),
                        counts.failed(),
                        facts(release, concluded, byRule, writeMillis).toString(),
                        clock.instant(),
                        run.id);
        if (changed != 1) {
            throw new IllegalStateException("Run " + run.id + " is no longer running; its conclusions are dropped");
        }
    }

    private static Run.Counts counts(Proposing proposing, List<Decision> made) {
        long[] words = new long[3];
        for (Decision decision : made) {
            for (Verdict verdict : decision.verdicts()) {
                words[verdict instanceof Verdict.Allowed ? 0 : verdict instanceof Verdict.Held ? 1 : 2]++;
            }
        }
        return new Run.Counts(proposing.done(), made.size(), words[0], words[1], words[2], proposing.failed());
    }

    /** How often each rule matched. */
    private static Map<String, Long> byRule(List<Decision> made) {
        return made.stream()
                .flatMap(decision -> decision.verdicts().stream())
                .collect(Collectors.groupingBy(
                        verdict -> verdict.proposal().rule(), TreeMap::new, Collectors.counting()));
    }

    private ObjectNode facts(CompiledRelease release, Concluded concluded, Map<String, Long> byRule, long writeMillis) {
        RunConditions conditions = concluded.conditions();
        ObjectNode facts = json.createObjectNode();
        facts.put("knownAt", concluded.knownAt().toString());
        facts.put("moment", conditions.at().toString());
        facts.put("releaseHash", release.ref().hash());
        facts.put("rolloutPercent", conditions.rolloutPercent());
        facts.set("rules", json.valueToTree(byRule));
        facts.set("killSwitches", json.valueToTree(conditions.switches()));
        Timings timings = concluded.timings();
        facts.putObject("timings")
                .put("readMs", timings.read())
                .put("dmnMs", timings.dmn())
                .put("drlMs", timings.drl())
                .put("writeMs", writeMillis)
                .put("totalMs", timings.total());
        facts.set("failures", json.valueToTree(concluded.proposing().failures()));
        return facts;
    }

    private static Subject subject(Campaign campaign) {
        return Subject.campaign(campaign.platform(), campaign.accountId(), campaign.campaignId());
    }
}
