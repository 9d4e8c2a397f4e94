package dev.adjudge.fact;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a rule may look at for one campaign, as of a date.
 *
 * @param daysSinceLaunch whole days from the launch (creation, else start date, else first day with data) to the
 *     evaluation date; null when none of them is known
 * @param impressions14d impressions of the last 14 complete days; null when no day has data
 * @param dataAgeHours hours from the end of the last day with data to the start of the evaluation date; 0 when
 *     yesterday is there; null when no day has data
 * @param complaints24h how many people complained under its ads in the 24 hours before the moment
 */
public record CampaignFacts(
        Campaign campaign,
        LocalDate asOf,
        Windows windows,
        @Nullable Integer daysSinceLaunch,
        @Nullable Long impressions14d,
        @Nullable Long dataAgeHours,
        List<PastAction> recentActions,
        long complaints24h)
        implements Facts {}
