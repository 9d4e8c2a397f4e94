package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.BudgetRange;
import dev.adjudge.decision.Subject;

/** What the live rules say of an action that a person mends. */
public interface Terms {

    /** How small and how large the campaign's daily budget may become. */
    BudgetRange budget(Subject subject, String currency);

    /** Who says yes to it. */
    Approval approval(Subject subject, Action action);
}
