package dev.adjudge.rules.guard;

import java.util.Set;

/**
 * What one rule wants of one item, while guardrails judge it.
 *
 * @param wants {@code hide}, {@code delete}, {@code reply} or {@code escalate}
 * @param atOnce whether the table wants it done without asking
 * @param bucket 0 to 99, always the same for one item
 * @param scopes the kill switches that would cover it
 */
public record ItemProposal(
        int number, String rule, String wants, boolean atOnce, Item item, int bucket, Set<String> scopes)
        implements Wanted {

    public boolean hides() {
        return wants.equals("hide");
    }

    public boolean deletes() {
        return wants.equals("delete");
    }

    public boolean replies() {
        return wants.equals("reply");
    }

    public boolean escalates() {
        return wants.equals("escalate");
    }
}
