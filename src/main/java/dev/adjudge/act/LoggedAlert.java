package dev.adjudge.act;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert, as the API shows it.
 *
 * @param kind of what is out of the ordinary
 * @param subject who or what: {@code user:anna}, {@code account:meta:1}, {@code rule:High CPL Pause}
 * @param usual what the count was before; null where nobody knows
 * @param rule the row of the alert table
 * @param run the run that it is about; null when it is about none
 * @param actions the held ones that somebody is asked for
 * @param escalateAfter minutes without acknowledgement; null never
 * @param messages what was told, or could not be
 */
public record LoggedAlert(
        UUID id,
        String kind,
        String subject,
        long count,
        @Nullable BigDecimal usual,
        String rule,
        String level,
        String reason,
        long releaseId,
        @Nullable UUID run,
        List<UUID> actions,
        Instant raisedAt,
        @Nullable Long escalateAfter,
        @Nullable Instant escalatedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String comment,
        List<Told> messages) {

    /**
     * @param event {@code raised}, {@code escalated} or {@code acknowledged}
     * @param status {@code ready}, {@code sent} or {@code failed}
     * @param detail why it was not sent yet, or will not be
     */
    public record Told(
            String channel,
            String event,
            String status,
            int attempts,
            @Nullable Instant sentAt,
            @Nullable String detail) {}

    LoggedAlert with(List<Told> told) {
        return new LoggedAlert(
                id,
                kind,
                subject,
                count,
                usual,
                rule,
                level,
                reason,
                releaseId,
                run,
                actions,
                raisedAt,
                escalateAfter,
                escalatedAt,
                acknowledgedAt,
                acknowledgedBy,
                comment,
                told);
    }
}
