package dev.adjudge.fact;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One complete day of one campaign as its platform reported it. Money is in {@code currency} (ISO 4217). {@code
 * conversions} and {@code revenue} are null where the source does not report them, which is not the same as 0.
 */
public record PerformanceDay(
        LocalDate date,
        String platform,
        String accountId,
        String campaignId,
        String campaignName,
        String currency,
        BigDecimal spend,
        long impressions,
        long clicks,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal revenue) {

    /** The account of campaigns whose source names none. */
    public static final String NO_ACCOUNT = "default";

    public CampaignKey key() {
        return new CampaignKey(platform, campaignId);
    }
}
