package dev.adjudge.decision;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people are to be told.
 *
 * @param kind of the anomaly, and its subject, count and usual, as it was judged
 * @param rule the row of the alert table that says so
 * @param channels {@code slack}, {@code email}, {@code pagerduty}
 * @param escalateAfter minutes without anybody's acknowledgement; 0 at once, null never
 */
public record Alert(
        String kind,
        String subject,
        long count,
        @Nullable BigDecimal usual,
        String rule,
        Action.Level level,
        List<String> channels,
        @Nullable Long escalateAfter,
        String reason) {}
