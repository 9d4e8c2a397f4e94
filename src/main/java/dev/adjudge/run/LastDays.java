package dev.adjudge.run;

import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.warehouse.CampaignFactsReader;
import dev.adjudge.warehouse.FactsQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** Campaigns as a run of each of the last 30 mornings would find them, by the figures that are known now. */
@ApplicationScoped
class LastDays {

    static final int DAYS = 30;

    private final CampaignFactsReader facts;
    private final RunSettings settings;
    private final Clock clock;

    LastDays(CampaignFactsReader facts, RunSettings settings, Clock clock) {
        this.facts = facts;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Shows every campaign of every day, the newest day first.
     *
     * @param longest no day is begun after this
     * @return how many days were shown
     */
    int each(Duration longest, Consumer<CampaignFacts> campaign) {
        long until = System.nanoTime() + longest.toNanos();
        Instant now = facts.settledNow(clock);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        int days = 0;
        while (days < DAYS && System.nanoTime() - until < 0) {
            LocalDate day = today.minusDays(days);
            facts.read(FactsQuery.ofThen(day, now, RunSettings.morning(day, settings), null, null), campaign);
            days++;
        }
        return days;
    }
}
