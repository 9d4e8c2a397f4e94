package dev.adjudge.run;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionEnded;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.warehouse.Campaigns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Brings what an action changed outside back to the campaign, in the transaction that records the action as done. */
@ApplicationScoped
class OutcomeRecorder {

    private final Campaigns campaigns;

    OutcomeRecorder(Campaigns campaigns) {
        this.campaigns = campaigns;
    }

    void whenEnded(@Observes ActionEnded ended) {
        if (ended.done()) {
            record(ended);
        }
    }

    private void record(ActionEnded done) {
        Action action = done.action();
        if (action instanceof Action.Pause) {
            record(done, Status.PAUSED, null);
        } else if (action instanceof Action.Resume) {
            record(done, Status.ACTIVE, null);
        } else if (action instanceof Action.ChangeBudget budget) {
            record(done, null, budget.after());
        }
    }

    private void record(ActionEnded done, @Nullable Status status, @Nullable BigDecimal dailyBudget) {
        Subject subject = done.subject();
        campaigns.recordActionDone(subject.platform(), subject.id(), done.actionId(), status, dailyBudget, done.at());
    }
}
