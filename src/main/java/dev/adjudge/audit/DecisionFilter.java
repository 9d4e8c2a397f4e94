package dev.adjudge.audit;

import dev.adjudge.decision.Condition;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are wanted; null means any. Rule, action and verdict must hold for one and the same verdict.
 *
 * @param condition more that must be true of it
 * @param action the kind of action: {@code pause}, {@code change_budget}, {@code notify}
 */
public record DecisionFilter(
        @Nullable UUID run,
        @Nullable String platform,
        @Nullable String subject,
        @Nullable String rule,
        @Nullable String action,
        @Nullable String verdict,
        Instant from,
        Instant to,
        @Nullable Condition condition) {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Everything a run decided. */
    public static DecisionFilter ofRun(UUID run) {
        return new DecisionFilter(run, null, null, null, null, null, Instant.EPOCH, END_OF_TIME, null);
    }
}
