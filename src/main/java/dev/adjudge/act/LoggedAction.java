package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as the log shows it.
 *
 * @param before the value the rules saw, null where there is none
 * @param outcome how it ended, or how the last try failed; null before the first
 */
public record LoggedAction(
        UUID id,
        String status,
        String platform,
        String accountId,
        ActedOn subject,
        String rule,
        String kind,
        @Nullable JsonNode before,
        JsonNode after,
        String reason,
        UUID decisionId,
        UUID runId,
        int attempts,
        @Nullable JsonNode outcome,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** What was acted on. */
    public record ActedOn(String kind, String platform, String id) {}
}
