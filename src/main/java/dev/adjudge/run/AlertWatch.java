package dev.adjudge.run;

import dev.adjudge.audit.Anomalies;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Looks for what could be out of the ordinary. */
@ApplicationScoped
class AlertWatch {

    private final Anomalies anomalies;
    private final LiveRules rules;
    private final AlertDesk alerts;

    AlertWatch(Anomalies anomalies, LiveRules rules, AlertDesk alerts) {
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
        anomalies.now().forEach(anomaly -> alerts.judge(anomaly, release, null));
        for (UUID run : anomalies.runsNotLookedAt()) {
            anomalies.ofRun(run).forEach(anomaly -> alerts.judge(anomaly, release, run));
            anomalies.lookedAt(run);
        }
    }
}
