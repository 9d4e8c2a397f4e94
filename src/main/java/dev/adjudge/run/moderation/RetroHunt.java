package dev.adjudge.run.moderation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release tried out on items of the past, and what was done with what it found.
 *
 * @param status {@code queued}, {@code running}, {@code completed} or {@code failed}
 * @param rule only what this rule wants; null for all
 * @param from items that were received from here on
 * @param looked items looked at so far
 * @param found items that would be hidden or deleted and are still to be seen, by rule
 * @param runId the run that has the actions; null before somebody had them done
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RetroHunt(
        UUID id,
        String status,
        long releaseId,
        @Nullable String rule,
        @Nullable List<String> platforms,
        Instant from,
        Instant to,
        long looked,
        long matched,
        Map<String, Long> found,
        @Nullable String error,
        String requestedBy,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable UUID runId,
        @Nullable String reason,
        @Nullable String actedBy,
        @Nullable Instant actedAt) {}
