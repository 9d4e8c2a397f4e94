package dev.adjudge.run;

import dev.adjudge.audit.Alerts;
import dev.adjudge.audit.Anomalies;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.platform.DatabaseFailure;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleFailure;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Puts what could be out of the ordinary before the alert table, and tells people what it says. */
@ApplicationScoped
class AlertWatch {

    private static final Logger log = Logger.getLogger(AlertWatch.class);

    private final Anomalies anomalies;
    private final LiveRules rules;
    private final Alerts alerts;

    AlertWatch(Anomalies anomalies, LiveRules rules, Alerts alerts) {
        this.anomalies = anomalies;
        this.rules = rules;
        this.alerts = alerts;
    }

    @Scheduled(
            identity = "alert-watch",
            every = "{adjudge.alert.watch}",
            delay = 1,
            delayUnit = TimeUnit.MINUTES,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            executeWith = Scheduled.SIMPLE)
    void look() {
        CompiledRelease release = rules.live();
        anomalies.now().forEach(anomaly -> judge(anomaly, release));
        for (UUID run : anomalies.runsNotLookedAt()) {
            anomalies.ofRun(run).forEach(anomaly -> judge(anomaly, release));
            anomalies.lookedAt(run);
        }
    }

    private void judge(Anomaly anomaly, CompiledRelease release) {
        Optional<Alert> alert;
        try {
            alert = release.alert(anomaly);
        } catch (RuleFailure e) {
            log.errorf(e, "The alert table gave no answer, kind=%s", anomaly.kind());
            alert = Optional.of(unjudged());
        }
        try {
            alert.ifPresent(told -> alerts.raise(anomaly, told, release.ref()));
        } catch (DatabaseFailure e) {
            log.errorf(e, "An alert could not be raised, kind=%s", anomaly.kind()); // the others still can
        }
    }

    /** When in doubt, people are told. */
    private static Alert unjudged() {
        return new Alert(
                "The alert table gave no answer",
                Action.Level.WARNING,
                List.of("slack", "email"),
                null,
                "The alert table could not judge this; see the service's log");
    }
}
