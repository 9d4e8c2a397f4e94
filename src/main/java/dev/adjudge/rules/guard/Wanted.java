package dev.adjudge.rules.guard;

/** What one rule wants of something, while guardrails judge it. */
public sealed interface Wanted permits Proposal, ItemProposal {

    /** Its number among those judged together, so that equal ones stay apart. */
    int number();
}
