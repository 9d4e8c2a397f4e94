package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.audit.DecisionFilter;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.StoredDecision;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.OwnAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Shows a newcomer, in the log, what the first run concluded and where to look further. */
@ApplicationScoped
class FirstReport {

    private static final Logger log = Logger.getLogger(FirstReport.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        DecisionFilter ofRun = DecisionFilter.ofRun(runId);
        List<StoredDecision> matched =
                decisions.list(ofRun, Limit.of(100), null).items();
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
                table(matched),
                base,
                runId,
                base,
                runId,
                base,
                base);
    }

    private static String table(List<StoredDecision> matched) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"CAMPAIGN", "RULE", "VERDICT", "REASON"});
        for (StoredDecision decision : matched) {
            String campaign = decision.facts().at("/campaign/name").asText();
            for (JsonNode verdict : decision.verdicts()) {
                rows.add(new String[] {
                    campaign,
                    verdict.path("rule").asText(),
                    verdict.path("verdict").asText(),
                    verdict.path("reason").asText()
                });
            }
        }
        String line = "%n  %-" + width(rows, 0) + "s  %-" + width(rows, 1) + "s  %-" + width(rows, 2) + "s  %s";
        return rows.stream().map(row -> String.format(line, (Object[]) row)).collect(Collectors.joining());
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
    }
}
