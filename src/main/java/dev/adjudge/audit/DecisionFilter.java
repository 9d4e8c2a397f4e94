package dev.adjudge.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which decisions are wanted; null means any. Rule, action and verdict must hold for one and the same verdict.
 *
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
        Instant to) {}
