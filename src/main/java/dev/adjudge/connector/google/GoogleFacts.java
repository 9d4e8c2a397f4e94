package dev.adjudge.connector.google;

import dev.adjudge.connector.google.GoogleAds.Metrics;
import dev.adjudge.connector.google.GoogleAds.Row;
import dev.adjudge.connector.google.GoogleAds.Segments;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.fact.PerformanceDay;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Google's words for campaigns and their days, in ours. It tells no creation time; the start date stands for it. */
@Singleton
class GoogleFacts {

    static final String PLATFORM = "google_ads";
    private static final int MICROS = 6;

    private final Clock clock;

    GoogleFacts(Clock clock) {
        this.clock = clock;
    }

    Campaign campaign(String customer, Row row) {
        GoogleAds.Campaign campaign = row.campaign();
        GoogleAds.CampaignBudget budget = row.campaignBudget();
        String start = campaign.startDateTime();
        return new Campaign(
                PLATFORM,
                customer,
                campaign.id(),
                name(campaign),
                "ENDED".equals(campaign.primaryStatus()) ? Status.ENDED : status(campaign.status()),
                budget == null ? null : amount(budget.amountMicros()),
                budget == null ? null : amount(budget.totalAmountMicros()),
                currency(row),
                start == null ? null : LocalDate.parse(start.substring(0, 10)),
                null,
                row.customer() == null || row.customer().timeZone() == null
                        ? "UTC"
                        : row.customer().timeZone(),
                clock.instant());
    }

    PerformanceDay day(String customer, Row row, Segments segments, Metrics metrics) {
        return new PerformanceDay(
                segments.date(),
                PLATFORM,
                customer,
                row.campaign().id(),
                name(row.campaign()),
                currency(row),
                orZero(amount(metrics.costMicros())),
                metrics.impressions() == null ? 0 : metrics.impressions(),
                metrics.clicks() == null ? 0 : metrics.clicks(),
                orZero(metrics.conversions()),
                orZero(metrics.conversionsValue()));
    }

    static Status status(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "ENABLED" -> Status.ACTIVE;
            case "PAUSED" -> Status.PAUSED;
            default -> Status.ENDED;
        };
    }

    static @Nullable BigDecimal amount(@Nullable BigDecimal micros) {
        return micros == null ? null : micros.movePointLeft(MICROS);
    }

    private static String currency(Row row) {
        if (row.customer() == null || row.customer().currencyCode() == null) {
            throw new IllegalStateException(
                    "Google Ads told no currency for campaign " + row.campaign().id());
        }
        return row.customer().currencyCode();
    }

    private static BigDecimal orZero(@Nullable BigDecimal figure) {
        return figure == null ? BigDecimal.ZERO : figure;
    }

    private static String name(GoogleAds.Campaign campaign) {
        return campaign.name() == null ? campaign.id() : campaign.name();
    }
}
