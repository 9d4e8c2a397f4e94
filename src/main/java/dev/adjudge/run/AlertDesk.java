package dev.adjudge.run;

import dev.adjudge.act.Alerts;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Alert;
import dev.adjudge.decision.ApprovalsDue;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.platform.DatabaseFailure;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleFailure;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts what could be out of the ordinary before the alert table, and tells people what it says. */
@ApplicationScoped
public class AlertDesk {

    private static final Logger log = Logger.getLogger(AlertDesk.class);

    private static final long UNANSWERED_MINUTES = 30;

    private final Alerts alerts;
    private final LiveRules rules;

    AlertDesk(Alerts alerts, LiveRules rules) {
        this.alerts = alerts;
        this.rules = rules;
    }

    /** @param run that it is about; null when it is about none */
    public void judge(Anomaly anomaly, CompiledRelease release, @Nullable UUID run) {
        judge(anomaly, release, run, List.of());
    }

    void whenDue(@Observes ApprovalsDue due) {
        Anomaly anomaly = new Anomaly(
                due.escalated() ? "approvals_escalated" : "approvals_waiting",
                "approver:" + due.approver(),
                due.actions().size(),
                null);
        judge(anomaly, rules.live(), null, due.actions());
    }

    private void judge(Anomaly anomaly, CompiledRelease release, @Nullable UUID run, List<UUID> actions) {
        Optional<Alert> alert;
        try {
            alert = release.alert(anomaly);
        } catch (RuleFailure e) {
            log.errorf(e, "The alert table gave no answer, kind=%s", anomaly.kind());
            alert = Optional.of(unjudged(anomaly));
        }
        try {
            alert.ifPresent(told -> alerts.raise(told, release.ref(), run, actions));
        } catch (DatabaseFailure | QuarkusTransactionException e) {
            log.errorf(e, "An alert could not be raised, kind=%s", anomaly.kind()); // the others still can
        }
    }

    /** When in doubt, people are told, as the table ships for a warning. */
    static Alert unjudged(Anomaly anomaly) {
        return new Alert(
                anomaly.kind(),
                anomaly.subject(),
                anomaly.count(),
                anomaly.usual(),
                "The alert table gave no answer",
                Action.Level.WARNING,
                List.of("slack", "email"),
                UNANSWERED_MINUTES,
                "The alert table could not judge this; see the service's log");
    }
}
