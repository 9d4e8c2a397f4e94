package dev.adjudge.warehouse;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A batch as kept.
 *
 * @param status {@code running}, {@code completed} or {@code failed}; an upload is only kept when it is completed
 * @param report what was found about it, a JSON object
 * @param error why it failed
 */
public record Batch(
        UUID id,
        String source,
        String format,
        String status,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        BatchCounts counts,
        String report,
        @Nullable String error) {

    public boolean failed() {
        return status.equals("failed");
    }
}
