package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.audit.DecisionFilter;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.StoredDecision;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.OwnAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Shows a newcomer, in the log, what the first run concluded and where to look further. */
@ApplicationScoped
class FirstReport {

    private static final Logger log = Logger.getLogger(FirstReport.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LINE = "%n  %-34s %-34s %-11s %s";

    private final RunWait wait;
    private final DecisionLog decisions;
    private final OwnAddress address;

    FirstReport(RunWait wait, DecisionLog decisions, OwnAddress address) {
        this.wait = wait;
        this.decisions = decisions;
        this.address = address;
    }

    void printWhenOver(UUID runId) {
        Run run = wait.until(runId, PATIENCE);
        if (!run.status().equals("completed")) {
            log.warnf("The first run is %s, run=%s %s", run.status(), runId, run.error());
            return;
        }
        StringBuilder table = new StringBuilder(String.format(LINE, "CAMPAIGN", "RULE", "VERDICT", "REASON"));
        DecisionFilter ofRun = new DecisionFilter(
                runId, null, null, null, null, null, Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));
        List<StoredDecision> matched =
                decisions.list(ofRun, Limit.of(100), null).items();
        for (StoredDecision decision : matched) {
            for (JsonNode verdict : decision.verdicts()) {
                table.append(String.format(
                        LINE,
                        decision.facts().at("/campaign/name").asText(),
                        verdict.path("rule").asText(),
                        verdict.path("verdict").asText(),
                        verdict.path("reason").asText()));
            }
        }
        String base = address.uri().toString();
        log.infof(
                "The first run looked at %d campaigns; %d matched a rule: %d verdicts allowed, %d held, %d suppressed.%n%s%n%n"
                        + "  the run        %s/api/runs/%s%n  its decisions  %s/api/decisions?run=%s%n"
                        + "  its actions    %s/api/actions%n  the API        %s/q/swagger-ui%n",
                run.counts().subjects(),
                run.counts().matched(),
                run.counts().allowed(),
                run.counts().held(),
                run.counts().suppressed(),
                table,
                base,
                runId,
                base,
                runId,
                base,
                base);
    }
}
