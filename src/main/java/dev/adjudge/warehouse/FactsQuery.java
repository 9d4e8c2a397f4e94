package dev.adjudge.warehouse;

import dev.adjudge.fact.CampaignKey;
import java.time.Duration;
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
 * @param present what was done, or changed, after this moment is not known to the answer
 * @param platforms only these; all when null
 * @param accountIds only these; all when null
 * @param only these campaigns, ended or not; all that have not ended when null
 */
public record FactsQuery(
        LocalDate asOf,
        Instant knownAt,
        Instant at,
        Instant present,
        @Nullable List<String> platforms,
        @Nullable List<String> accountIds,
        @Nullable List<CampaignKey> only) {

    private static final Duration LONG_PAST = Duration.ofDays(1);

    /**
     * The present moment is {@link #knownAt}, except for a question about a day long past: there it is the moment that ages
     * count from.
     */
    public FactsQuery(
            LocalDate asOf,
            Instant knownAt,
            Instant at,
            @Nullable List<String> platforms,
            @Nullable List<String> accountIds,
            @Nullable List<CampaignKey> only) {
        this(
                asOf,
                knownAt,
                at,
                Duration.between(at, knownAt).compareTo(LONG_PAST) < 0 ? knownAt : at,
                platforms,
                accountIds,
                only);
    }

    /** Campaigns of a day as a run at that moment of it would have found them. */
    public static FactsQuery ofThen(
            LocalDate asOf,
            Instant knownAt,
            Instant at,
            @Nullable List<String> platforms,
            @Nullable List<String> accountIds) {
        return new FactsQuery(asOf, knownAt, at, at, platforms, accountIds, null);
    }

    public static FactsQuery of(CampaignKey campaign, LocalDate asOf, Instant knownAt) {
        return of(List.of(campaign), asOf, knownAt);
    }

    public static FactsQuery of(List<CampaignKey> campaigns, LocalDate asOf, Instant knownAt) {
        return new FactsQuery(asOf, knownAt, knownAt, null, null, campaigns);
    }
}
