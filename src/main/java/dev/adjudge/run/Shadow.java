package dev.adjudge.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.adjudge.run.SimulationReport.Agreement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a release in shadow said of what runs judged.
 *
 * @param agreement with the release that was live, rule by rule, over all runs that it stood beside
 * @param runs the latest of them first
 */
public record Shadow(List<Agreement> agreement, List<BesideRun> runs) {

    /**
     * A run that it stood beside.
     *
     * @param simulation under which its report, and each difference, are found
     * @param differences campaigns of which the two said different things; null until it is completed
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record BesideRun(
            UUID run,
            UUID simulation,
            long compared,
            String status,
            @Nullable Long differences,
            @Nullable String error,
            @Nullable Instant finishedAt) {}

    /** The share of matches of which both say the same, 0 to 1; null when neither matched anything. */
    @JsonProperty
    public @Nullable Double agreed() {
        long same = agreement.stream().mapToLong(Agreement::same).sum();
        long all = agreement.stream()
                .mapToLong(one -> one.same() + one.otherwise() + one.only() + one.onlyCompared())
                .sum();
        return all == 0 ? null : (double) same / all;
    }
}
