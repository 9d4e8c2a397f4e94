package dev.adjudge.run;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated.
 *
 * @param asOf the evaluation date; today, in UTC, when null
 * @param dryRun decisions are kept, but nothing is done
 * @param platforms only campaigns on these; all when null
 * @param accountIds only campaigns of these accounts; all when null
 * @param releaseId a release other than the live one
 */
public record RunRequest(
        @Nullable LocalDate asOf,
        @Nullable Boolean dryRun,
        @Nullable List<String> platforms,
        @Nullable List<String> accountIds,
        @Nullable Long releaseId) {

    /** Everything, today, for real. */
    public static RunRequest ofToday() {
        return new RunRequest(null, null, null, null, null);
    }
}
