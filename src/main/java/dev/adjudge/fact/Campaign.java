package dev.adjudge.fact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A campaign's metadata as last synchronised. Budgets are in {@code currency}, a day or for the whole life. */
public record Campaign(
        String platform,
        String accountId,
        String campaignId,
        String name,
        Status status,
        @Nullable BigDecimal dailyBudget,
        @Nullable BigDecimal lifetimeBudget,
        String currency,
        @Nullable LocalDate startDate,
        @Nullable Instant createdTime,
        String timeZone,
        @Nullable Instant lastSyncedAt) {

    /** Whether a campaign spends: it does, it was stopped and can go on, or it is over. */
    public enum Status {
        ACTIVE,
        PAUSED,
        ENDED;

        /** The spelling in tables, rules and the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Status of(String word) {
            return valueOf(word.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** The day it was created, in UTC, else the day it starts; null when neither is known. */
    public @Nullable LocalDate launch() {
        return createdTime == null
                ? startDate
                : createdTime.atZone(ZoneOffset.UTC).toLocalDate();
    }

    public CampaignKey key() {
        return new CampaignKey(platform, campaignId);
    }
}
