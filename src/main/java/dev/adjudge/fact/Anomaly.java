package dev.adjudge.fact;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Something out of the ordinary, or not: the alert table judges.
 *
 * @param kind {@code refused_sign_ins}, {@code many_actions}, {@code stale_source}, …; the table's type names all, dmn/README.md explains them
 * @param subject who or what: {@code user:anna}, {@code address:203.0.113.9}, {@code key:ci@198.51.100.0/24}, {@code account:meta:act_1},
 *     {@code service} for all accounts, {@code rule:High CPL Pause}, {@code source:meta}, {@code approver:operator}
 * @param count how often
 * @param usual how often before, in as much time or on as many subjects; null where nobody knows
 */
public record Anomaly(
        String kind, String subject, long count, @Nullable BigDecimal usual) {

    private static final int DECIMALS = 2;

    /** The count divided by the usual; null where that is 0 or unknown. */
    public @Nullable BigDecimal times() {
        return usual == null || usual.signum() == 0
                ? null
                : BigDecimal.valueOf(count).divide(usual, DECIMALS, RoundingMode.HALF_UP);
    }
}
