package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as the log shows it.
 *
 * @param before the value the rules saw, null where there is none
 * @param approval who says yes to it, or said it; null for what needed nobody
 * @param undoes the action that this one undoes
 * @param undoneBy the action that undoes this one, or tries to
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
        @Nullable Approval approval,
        @Nullable UUID undoes,
        @Nullable UUID undoneBy,
        int attempts,
        @Nullable JsonNode outcome,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * Who says yes, or said it.
     *
     * @param approver a role or a user
     * @param escalatedTo who may say yes too, since the approver was silent; null before that
     * @param otherwise {@code reject} or {@code approve}, when nobody answers before the deadline
     * @param decidedBy null while it waits
     */
    public record Approval(
            @Nullable String rule,
            @Nullable String approver,
            @Nullable Instant deadline,
            @Nullable String escalatedTo,
            @Nullable String otherwise,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String comment) {}

    /** What was acted on. */
    public record ActedOn(String kind, String platform, String id) {}
}
