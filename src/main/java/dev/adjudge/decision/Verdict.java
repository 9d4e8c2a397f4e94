package dev.adjudge.decision;

import java.util.List;

/** What becomes of a proposal. Only an allowed one reaches the outside without a person. */
public sealed interface Verdict {

    Proposal proposal();

    /** Everything the guardrails said, in the order they judge; the first is the one that decided. Empty when allowed as proposed. */
    List<Reason> reasons();

    /** The spelling in tables and the API. */
    String word();

    /** May be carried out. It may carry reasons all the same: a guardrail may have changed its amount. */
    record Allowed(Proposal proposal, List<Reason> reasons) implements Verdict {
        @Override
        public String word() {
            return "allowed";
        }
    }

    /** Waits for a person. */
    record Held(Proposal proposal, List<Reason> reasons) implements Verdict {
        @Override
        public String word() {
            return "held";
        }
    }

    /** Will not be carried out. */
    record Suppressed(Proposal proposal, List<Reason> reasons) implements Verdict {
        @Override
        public String word() {
            return "suppressed";
        }
    }
}
