package dev.adjudge.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a release over a set of campaigns, as of a date.
 *
 * @param status {@code queued}, {@code running}, {@code completed} or {@code failed}
 * @param releaseId the release that decides; null until the run starts, when none was asked for
 * @param facts what it takes to repeat the run (when it knew, the moment that ages count from, release hash, rollout, switches), where its time went,
 *     and the first subjects that could not be evaluated
 */
public record Run(
        UUID id,
        String status,
        @Nullable Long releaseId,
        LocalDate asOf,
        boolean dryRun,
        Trigger trigger,
        Progress progress,
        Counts counts,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        JsonNode facts) {

    /** Campaigns looked at, of how many. */
    public record Progress(long done, long total) {}

    /**
     * What came of it.
     *
     * @param subjects campaigns evaluated
     * @param matched campaigns that matched a rule
     * @param allowed verdicts, as are held and suppressed
     * @param failed campaigns that could not be evaluated; nothing is done to them
     */
    public record Counts(long subjects, long matched, long allowed, long held, long suppressed, long failed) {}

    /** What started it. */
    public enum Trigger {
        SCHEDULED,
        REQUESTED,
        BATCH,
        FIRST_START,
        DECIDE,
        MODERATION;

        /** The spelling in tables and the API. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether nothing more will come of it. */
    @com.fasterxml.jackson.annotation.JsonIgnore
    public boolean isOver() {
        return status.equals("completed") || status.equals("failed");
    }
}
