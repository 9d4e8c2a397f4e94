package dev.adjudge.warehouse;

import dev.adjudge.fact.CampaignKey;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line that failed a check, for the quarantine.
 *
 * @param raw the line as it came
 * @param row its fields as far as they could be read, a JSON object by the names of the API; null when none could
 * @param campaign and {@code date}, where they could be read: the day that this line is now missing from
 */
public record RejectedLine(
        long line,
        String raw,
        @Nullable String row,
        String field,
        @Nullable String value,
        String reason,
        @Nullable CampaignKey campaign,
        @Nullable LocalDate date) {}
