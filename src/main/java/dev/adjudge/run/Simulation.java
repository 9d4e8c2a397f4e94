package dev.adjudge.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release tried out on what was: day by day, what it would have done, without doing it.
 *
 * @param status {@code queued}, {@code running}, {@code completed}, {@code failed} or {@code cancelled}
 * @param compareWith the release it is compared with; null for none
 * @param run the run that it stood beside, when it is a release in shadow
 * @param knownAt {@code then}: the figures as they were known on each day; {@code now}: as they are known now
 * @param platforms only campaigns on these; all when null
 * @param accountIds only campaigns of these accounts; all when null
 * @param rolloutPercent the share of campaigns, 0 to 100 %, on which rules act by themselves
 * @param progress days, of how many
 * @param report a {@link SimulationReport}; null until it is completed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Simulation(
        UUID id,
        String status,
        long releaseId,
        @Nullable Long compareWith,
        @Nullable UUID run,
        LocalDate from,
        LocalDate to,
        String knownAt,
        @Nullable List<String> platforms,
        @Nullable List<String> accountIds,
        int rolloutPercent,
        String requestedBy,
        Run.Progress progress,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @JsonRawValue @Nullable String report) {

    /** Whether the figures are those that were known on each day. */
    boolean asKnownThen() {
        return knownAt.equals("then");
    }
}
