package dev.adjudge.connector.klaviyo;

import dev.adjudge.connector.klaviyo.Klaviyo.Account;
import dev.adjudge.connector.klaviyo.Klaviyo.Resource;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.fact.PerformanceDay;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Klaviyo's words for campaigns and their days, in ours. An email that was opened is an impression, and so is a message that was
 * delivered where Klaviyo knows of no opens (SMS, push); a person who clicked is a click, so that clicks stay within impressions;
 * nothing is spent.
 */
@Singleton
class KlaviyoFacts {

    static final String PLATFORM = "klaviyo";
    private static final String EMAIL = "email";

    private final Clock clock;

    KlaviyoFacts(Clock clock) {
        this.clock = clock;
    }

    /** A campaign's figures, as far as they were reported. */
    record Sums(String campaignId, BigDecimal seen, BigDecimal clicks, BigDecimal conversions, BigDecimal value) {

        static Sums of(Klaviyo.Values values) {
            Klaviyo.Statistics statistics = values.statistics();
            String channel = values.groupings().sendChannel();
            boolean opened = channel == null || channel.equals(EMAIL);
            return new Sums(
                    values.groupings().campaignId(),
                    orZero(opened ? statistics.opens() : statistics.delivered()),
                    orZero(statistics.clicksUnique()),
                    orZero(statistics.conversions()),
                    orZero(statistics.conversionValue()));
        }

        Sums plus(Sums other) {
            return new Sums(
                    campaignId,
                    seen.add(other.seen),
                    clicks.add(other.clicks),
                    conversions.add(other.conversions),
                    value.add(other.value));
        }

        private static BigDecimal orZero(@Nullable BigDecimal figure) {
            return figure == null ? BigDecimal.ZERO : figure;
        }
    }

    Campaign campaign(Resource<Account> account, Resource<Klaviyo.Campaign> campaign) {
        Klaviyo.Campaign about = campaign.attributes();
        OffsetDateTime sent = about.sendTime();
        OffsetDateTime created = about.createdAt();
        return new Campaign(
                PLATFORM,
                account.id(),
                campaign.id(),
                about.name(),
                status(about),
                null,
                null,
                account.attributes().preferredCurrency(),
                sent == null ? null : sent.toLocalDate(),
                created == null ? null : created.toInstant(),
                account.attributes().timezone(),
                clock.instant());
    }

    PerformanceDay day(Resource<Account> account, String name, LocalDate date, Sums sums) {
        return new PerformanceDay(
                date,
                PLATFORM,
                account.id(),
                sums.campaignId(),
                name,
                account.attributes().preferredCurrency(),
                BigDecimal.ZERO,
                sums.seen().longValue(),
                sums.clicks().longValue(),
                sums.conversions(),
                sums.value());
    }

    private static Status status(Klaviyo.Campaign campaign) {
        if (campaign.archived() || campaign.status().equals("Sent")) {
            return Status.ENDED;
        }
        return campaign.status().equals("Draft") || campaign.status().startsWith("Cancelled")
                ? Status.PAUSED
                : Status.ACTIVE;
    }
}
