package dev.adjudge.run;

import dev.adjudge.act.Terms;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.BudgetRange;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.rules.RuleFailure;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks the release that is live. */
@ApplicationScoped
class LiveTerms implements Terms {

    private final LiveRules rules;

    LiveTerms(LiveRules rules) {
        this.rules = rules;
    }

    @Override
    public BudgetRange budget(Subject subject, String currency) {
        try {
            return rules.live().budgetRange(subject, currency);
        } catch (RuleFailure e) {
            throw Problem.conflict("Nobody knows how far this budget may go: " + e.getMessage());
        }
    }

    @Override
    public Approval approval(Subject subject, Action action) {
        return rules.live().approval(subject, action);
    }
}
