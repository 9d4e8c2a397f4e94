package dev.adjudge.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that a program asks about, with the facts to decide on.
 *
 * @param windows sums by span: {@code d1, d3, d7, d14, d30}, and {@code p7}, the 7 days before the last 7
 * @param recentActions what was done to the campaign in the last 30 days; cooldowns count from it
 * @param asOf the evaluation date, the day after the last day of the windows; today in UTC when missing
 * @param account what is known of its ad account; when missing, the campaigns of the request are the account
 */
record CampaignQuestion(
        @Schema(required = true) @Nullable Metadata campaign,

        @Schema(
                required = true,
                example =
                        "{\"d7\":{\"spend\":612.40,\"impressions\":48210,\"clicks\":690,\"conversions\":9,\"revenue\":300}}")
        @Nullable Map<String, @Nullable Sums> windows,

        @Nullable List<@Nullable Past> recentActions,
        @Nullable LocalDate asOf,
        @Nullable Account account) {

    /**
     * Metadata. Platform and campaignId are required.
     *
     * @param daysSinceLaunch whole days; counted from createdTime, else startDate, when missing
     * @param impressions14d the sum of window d14 when missing
     * @param dataAgeHours hours since the end of the last day with data; 0 when missing
     * @param complaints24h people who complained under its ads within 24 hours; 0 when missing
     */
    record Metadata(
            @Nullable String platform,
            @Nullable String accountId,
            @Nullable String campaignId,
            @Nullable String name,

            @Schema(enumeration = {"active", "paused", "ended"}) @Nullable String status,

            @Nullable BigDecimal dailyBudget,
            @Nullable BigDecimal lifetimeBudget,
            @Nullable String currency,
            @Nullable String startDate,
            @Nullable String createdTime,
            @Nullable String timeZone,
            @Nullable String lastSyncedAt,
            @Nullable BigDecimal daysSinceLaunch,
            @Nullable BigDecimal impressions14d,
            @Nullable BigDecimal dataAgeHours,
            @Nullable BigDecimal complaints24h) {

        CampaignChecks.Given given() {
            return new CampaignChecks.Given(
                    null,
                    null,
                    accountId,
                    name == null ? campaignId : name,
                    status,
                    dailyBudget,
                    lifetimeBudget,
                    currency,
                    startDate,
                    createdTime,
                    timeZone,
                    null);
        }
    }

    /**
     * Sums over a span. Ratios are derived from them; one that is sent along must agree.
     *
     * @param days how many days of the span have data; all when missing
     */
    record Sums(
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable BigDecimal days,
            @Nullable BigDecimal spend,
            @Nullable BigDecimal impressions,
            @Nullable BigDecimal clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue,
            @Nullable BigDecimal cpl,
            @Nullable BigDecimal roas,
            @Nullable BigDecimal ctr,
            @Nullable BigDecimal cpc,
            @Nullable BigDecimal cpm,
            @Nullable BigDecimal cvr) {}

    /**
     * Something that was done.
     *
     * @param rule the rule that wanted it; a person did it when missing
     * @param before the daily budget before a change, as is after
     */
    record Past(
            @Schema(enumeration = {"pause", "resume", "change_budget", "notify"}) @Nullable String kind,

            @Nullable String rule,
            @Nullable Instant at,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            @Nullable Boolean manual) {}

    /**
     * An ad account.
     *
     * @param activeCampaigns how many of its campaigns are active
     * @param dailyBudget the daily budgets of these, in sum
     * @param raisedToday by how much daily budgets were raised in the last 24 hours, in sum; 0 when missing
     */
    record Account(
            @Nullable BigDecimal activeCampaigns,
            @Nullable BigDecimal dailyBudget,
            @Nullable BigDecimal raisedToday) {}
}
