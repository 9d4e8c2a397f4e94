package dev.adjudge.decision;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fired in the transaction in which a held action is answered, before the action itself changes: who waits for it learns of it, and may
 * refuse by an exception.
 *
 * @param kind of the action
 * @param rule the rule that wanted it
 * @param decision that it came from; null where there was none
 * @param by the actor who answers
 * @param roles of whoever answers; empty when it is time that answers
 */
public record ActionAnswered(
        UUID action,
        Subject subject,
        String kind,
        String rule,
        @Nullable UUID decision,
        Answer answer,
        String by,
        Set<String> roles,
        @Nullable String comment,
        Instant at) {

    /** What was said. */
    public enum Answer {
        APPROVED,
        REJECTED,
        /** Nobody said anything in time. */
        EXPIRED
    }
}
