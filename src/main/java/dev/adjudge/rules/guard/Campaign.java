package dev.adjudge.rules.guard;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as guardrails see it. A figure that is not known is null, and no comparison with null is true.
 *
 * @param key platform and id, {@code meta:23851}
 * @param status {@code active}, {@code paused} or {@code ended}
 * @param dataAgeHours how old the last day with data is
 * @param complaints24h people who complained under its ads within 24 hours
 * @param roas7d revenue for each unit of money spent in the last 7 days
 */
public record Campaign(
        String key,
        String name,
        String status,
        @Nullable BigDecimal dailyBudget,
        @Nullable Integer daysSinceLaunch,
        @Nullable Long impressions14d,
        @Nullable Long dataAgeHours,
        long complaints24h,
        @Nullable BigDecimal roas7d) {}
