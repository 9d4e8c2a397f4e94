package dev.adjudge.act;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as the log shows it.
 *
 * @param before the value the rules saw, null where there is none
 * @param rule the rule that wanted it, or {@code a person}
 * @param decisionId null when a person wanted it of something that nothing was decided of
 * @param runId null when a person wanted it
 * @param until when a pause ends by itself: after so long, at a moment, or on a condition; null for what does not
 * @param comesBack what became of that, once the pause is done
 * @param approval who says yes to it, or said it; null for what needed nobody
 * @param undoes the action that this one undoes
 * @param undoneBy the action that undoes this one, or tries to
 * @param tries what became of each try, the latest 20, the first of them first; between them what people did: retried, mended
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
        @Nullable JsonNode until,
        @JsonProperty("return") @Nullable Return comesBack,
        String reason,
        @Nullable UUID decisionId,
        @Nullable UUID runId,
        @Nullable Approval approval,
        @Nullable UUID undoes,
        @Nullable UUID undoneBy,
        int attempts,
        JsonNode tries,
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
     * @param mendedBy who made another change of it, and can't say yes to it; null for what is as the rules decided
     */
    public record Approval(
            @Nullable String rule,
            @Nullable String approver,
            @Nullable Instant deadline,
            @Nullable String escalatedTo,
            @Nullable String otherwise,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String comment,
            @Nullable String mendedBy) {}

    /**
     * How a pause ends by itself.
     *
     * @param status {@code open}, {@code returning}, {@code returned}, {@code cancelled} or {@code failed}
     * @param at when it is due; null where a condition tells
     * @param because why it was cancelled or failed
     * @param trouble why the last run could not tell whether the condition is met
     * @param resume the action that lets the campaign go on
     */
    public record Return(
            String status,
            @Nullable Instant at,
            @Nullable String condition,
            @Nullable String because,
            @Nullable String trouble,
            @Nullable UUID resume,
            @Nullable Instant endedAt) {}

    /** What was acted on. */
    public record ActedOn(String kind, String platform, String id) {}
}
