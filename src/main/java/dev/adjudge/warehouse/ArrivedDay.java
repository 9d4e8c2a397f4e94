package dev.adjudge.warehouse;

import dev.adjudge.fact.PerformanceDay;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A checked line of a batch: one campaign's day, or a part of it (one ad, one device). What the line does not say, its
 * account, name or currency, is null and taken from what is known of the campaign.
 *
 * @param line the place in the batch; no two lines share it
 */
public record ArrivedDay(
        long line,
        LocalDate date,
        String platform,
        @Nullable String accountId,
        String campaignId,
        @Nullable String campaignName,
        @Nullable String currency,
        BigDecimal spend,
        long impressions,
        long clicks,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal revenue) {

    public static ArrivedDay of(long line, PerformanceDay day) {
        return new ArrivedDay(
                line,
                day.date(),
                day.platform(),
                day.accountId(),
                day.campaignId(),
                day.campaignName(),
                day.currency(),
                day.spend(),
                day.impressions(),
                day.clicks(),
                day.conversions(),
                day.revenue());
    }
}
