package dev.adjudge.rules.guard;

import java.math.BigDecimal;

/** All that a guardrail may do. Suppressed outranks held, held outranks allowed, whoever says it first. */
public interface Outcome {

    /** A person decides. */
    void hold(Wanted proposal, String because);

    /** It will not be done. Later steps no longer see the proposal; guardrails of the same step still do. */
    void suppress(Wanted proposal, String because);

    /** It is done with another daily budget. Seen at once, by guardrails of the same step too. */
    void clamp(Proposal proposal, BigDecimal dailyBudget, String because);

    /**
     * People are to know of what goes on around an item.
     *
     * @param kind an anomaly's, as the table {@code Alert Routing} knows it
     */
    void alarm(Item item, String kind, String because);
}
