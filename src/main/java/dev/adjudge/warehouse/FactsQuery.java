package dev.adjudge.warehouse;

import dev.adjudge.fact.CampaignKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which facts are wanted.
 *
 * @param asOf windows end the day before this date
 * @param knownAt values restated after this moment are read as they were before
 * @param at the moment that ages count from: actions of the 30 days before it are recent
 * @param platforms only these; all when null
 * @param accountIds only these; all when null
 * @param only these campaigns, ended or not; all that have not ended when null
 */
public record FactsQuery(
        LocalDate asOf,
        Instant knownAt,
        Instant at,
        @Nullable List<String> platforms,
        @Nullable List<String> accountIds,
        @Nullable List<CampaignKey> only) {

    public static FactsQuery of(CampaignKey campaign, LocalDate asOf, Instant knownAt) {
        return of(List.of(campaign), asOf, knownAt);
    }

    public static FactsQuery of(List<CampaignKey> campaigns, LocalDate asOf, Instant knownAt) {
        return new FactsQuery(asOf, knownAt, knownAt, null, null, campaigns);
    }
}
