package dev.adjudge.warehouse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line in quarantine.
 *
 * @param row its fields as far as they could be read, a JSON object; null when none could
 * @param status {@code open} or {@code resolved}
 * @param resolvedBy the batch that its correction made
 */
public record QuarantinedLine(
        UUID id,
        UUID batchId,
        long line,
        String source,
        String raw,
        @Nullable String row,
        String field,
        @Nullable String value,
        String reason,
        String status,
        Instant receivedAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID resolvedBy) {}
