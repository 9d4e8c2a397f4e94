package dev.adjudge.fact;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done, or is about to be done, to a campaign in the 30 days before an evaluation, by us or by hand.
 *
 * @param kind {@code pause}, {@code resume}, {@code change_budget} or {@code notify}
 * @param rule the rule that wanted it; null for a change made by hand
 * @param at the moment of the run that wanted it, or when somebody let it after that, by a yes or a second try; when it was seen for
 *     changes made by hand
 * @param before the daily budget it changed, for {@code change_budget}
 * @param after the daily budget it set, for {@code change_budget}
 */
public record PastAction(
        String kind,
        @Nullable String rule,
        Instant at,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after,
        boolean manual) {}
