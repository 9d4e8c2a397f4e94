package dev.adjudge.connector.meta;

import dev.adjudge.connector.meta.MetaGraph.Account;
import dev.adjudge.connector.meta.MetaGraph.CampaignNode;
import dev.adjudge.connector.meta.MetaGraph.Insight;
import dev.adjudge.connector.meta.MetaGraph.Stat;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.fact.PerformanceDay;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meta's words for campaigns and their days, in ours. */
@Singleton
class MetaFacts {

    static final String PLATFORM = "meta";

    /** For example 2026-09-01T08:00:00+0000. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ");

    private final MetaSettings settings;
    private final MetaMoney money;
    private final Clock clock;

    MetaFacts(MetaSettings settings, MetaMoney money, Clock clock) {
        this.settings = settings;
        this.money = money;
        this.clock = clock;
    }

    Campaign campaign(Account account, CampaignNode node) {
        OffsetDateTime start = time(node.startTime());
        OffsetDateTime created = time(node.createdTime());
        return new Campaign(
                PLATFORM,
                account.accountId(),
                node.id(),
                node.name() == null ? node.id() : node.name(),
                status(node),
                amount(node.dailyBudget(), account),
                amount(node.lifetimeBudget(), account),
                account.currency(),
                start == null ? null : start.toLocalDate(),
                created == null ? null : created.toInstant(),
                account.timezoneName(),
                clock.instant());
    }

    /** A campaign that is deleted is listed nowhere, but its days are. */
    Campaign deleted(Account account, Insight day) {
        return new Campaign(
                PLATFORM,
                account.accountId(),
                day.campaignId(),
                name(day),
                Status.ENDED,
                null,
                null,
                account.currency(),
                null,
                null,
                account.timezoneName(),
                clock.instant());
    }

    PerformanceDay day(Account account, Insight day) {
        return new PerformanceDay(
                day.dateStart(),
                PLATFORM,
                account.accountId(),
                day.campaignId(),
                name(day),
                account.currency(),
                day.spend() == null ? BigDecimal.ZERO : day.spend(),
                day.impressions() == null ? 0 : day.impressions(),
                day.clicks() == null ? 0 : day.clicks(),
                sum(day.actions()),
                revenue(day));
    }

    /** No values mean no sales for a campaign that is for sales; for any other, that nobody measures them. */
    private @Nullable BigDecimal revenue(Insight day) {
        boolean measured = day.actionValues() != null || "OUTCOME_SALES".equals(day.objective());
        return measured ? sum(day.actionValues()) : null;
    }

    private BigDecimal sum(@Nullable List<Stat> stats) {
        return stats == null
                ? BigDecimal.ZERO
                : stats.stream()
                        .filter(stat -> settings.conversionActions().contains(stat.actionType()))
                        .map(Stat::value)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Status status(CampaignNode node) {
        OffsetDateTime stop = time(node.stopTime());
        Instant now = clock.instant();
        if (stop != null && stop.toInstant().isBefore(now)) {
            return Status.ENDED;
        }
        return status(node.status());
    }

    static Status status(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "ACTIVE" -> Status.ACTIVE;
            case "PAUSED" -> Status.PAUSED;
            default -> Status.ENDED;
        };
    }

    private @Nullable BigDecimal amount(@Nullable String units, Account account) {
        return units == null ? null : money.amount(units, account.currency());
    }

    private static @Nullable OffsetDateTime time(@Nullable String text) {
        return text == null ? null : OffsetDateTime.parse(text, TIME);
    }

    private static String name(Insight day) {
        return day.campaignName() == null ? day.campaignId() : day.campaignName();
    }
}
