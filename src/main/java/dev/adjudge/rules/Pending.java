package dev.adjudge.rules;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Proposal;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A proposal on its way to a verdict, with everything that guardrails said so far. */
final class Pending {

    private enum State {
        ALLOWED,
        HELD,
        SUPPRESSED
    }

    private Proposal proposal;
    private State state = State.ALLOWED;
    private final List<Reason> reasons = new ArrayList<>();

    Pending(Proposal proposal) {
        this.proposal = proposal;
    }

    boolean stands() {
        return state != State.SUPPRESSED;
    }

    boolean wants(Class<? extends Action> kind) {
        return kind.isInstance(proposal.action());
    }

    void hold(Reason reason) {
        decide(State.HELD, reason);
    }

    void suppress(Reason reason) {
        decide(State.SUPPRESSED, reason);
    }

    void clamp(BigDecimal dailyBudget, String guardrail, String because) {
        if (!(proposal.action() instanceof Action.ChangeBudget change)) {
            throw new IllegalArgumentException("only a budget change can be clamped, not a "
                    + proposal.action().kind());
        }
        Reason reason = new Reason(
                guardrail,
                "daily budget " + Amounts.plain(dailyBudget) + " instead of " + Amounts.plain(change.after()) + ": "
                        + because);
        note(reason);
        proposal = new Proposal(
                proposal.rule(),
                proposal.subject(),
                new Action.ChangeBudget(change.before(), dailyBudget, change.currency()),
                proposal.reason(),
                proposal.matched());
    }

    Verdict verdict() {
        List<Reason> said = List.copyOf(reasons);
        return switch (state) {
            case ALLOWED -> new Verdict.Allowed(proposal, said);
            case HELD -> new Verdict.Held(proposal, said);
            case SUPPRESSED -> new Verdict.Suppressed(proposal, said);
        };
    }

    /** The reason that decided stands first; the others follow in the order they were said. */
    private void decide(State wanted, Reason reason) {
        if (reasons.contains(reason)) {
            return;
        }
        if (wanted.compareTo(state) > 0) {
            state = wanted;
            reasons.add(0, reason);
        } else {
            reasons.add(reason);
        }
    }

    private void note(Reason reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }
}
