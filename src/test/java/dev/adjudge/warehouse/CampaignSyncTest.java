package dev.adjudge.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.Campaign.Status;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Metadata that a platform gives, against what was changed here while it was asked. */
@QuarkusTest
class CampaignSyncTest {

    private static final Instant BEFORE = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant BEGUN = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant MEANWHILE = Instant.parse("2026-11-21T08:00:30Z");

    @Inject
    PerformanceWriter writer;

    @Inject
    Campaigns campaigns;

    @Inject
    DataSource database;

    private final CampaignKey key = new CampaignKey("meta", "sync-" + UUID.randomUUID());

    @Test
    void a_pause_that_came_while_the_platform_was_asked_stays_and_its_new_budget_is_taken_over() {
        pull(BEFORE, Status.ACTIVE, "100");

        change(Status.PAUSED, "100", MEANWHILE);
        pull(BEGUN, Status.ACTIVE, "120");

        assertThat(now().status()).isEqualTo(Status.PAUSED);
        assertThat(now().dailyBudget()).isEqualByComparingTo("120");
        assertThat(changes()).containsExactly("status active paused manual", "daily_budget 100 120 sync");
    }

    @Test
    void a_budget_that_was_set_while_the_platform_was_asked_stays() {
        pull(BEFORE, Status.ACTIVE, "100");

        change(Status.ACTIVE, "80", MEANWHILE);
        pull(BEGUN, Status.ACTIVE, "100");

        assertThat(now().dailyBudget()).isEqualByComparingTo("80");
        assertThat(changes()).containsExactly("daily_budget 100 80 manual");
    }

    @Test
    void what_was_changed_before_the_platform_was_asked_is_what_the_platform_says() {
        pull(BEFORE, Status.ACTIVE, "100");

        change(Status.PAUSED, "80", BEGUN.minusSeconds(1));
        pull(BEGUN, Status.ACTIVE, "100");

        assertThat(now().status()).isEqualTo(Status.ACTIVE);
        assertThat(now().dailyBudget()).isEqualByComparingTo("100");
    }

    private void pull(Instant begun, Status status, String budget) {
        BatchOrigin origin = new BatchOrigin(UUID.randomUUID(), "meta", "pull", begun, false, "USD");
        try (OpenBatch batch = writer.open(origin)) {
            batch.add(campaign(status, budget));
            batch.merge(LocalDate.EPOCH);
            batch.complete(new BatchCounts(0, 0, 0, 0, 0, 0, 0, 0), "{}", () -> {});
        }
    }

    private void change(Status status, String budget, Instant at) {
        long version = campaigns.find(key).orElseThrow().version();
        assertThat(campaigns.put(campaign(status, budget), version, at)).isInstanceOf(Campaigns.Put.Replaced.class);
    }

    private Campaign campaign(Status status, String budget) {
        return new Campaign(
                key.platform(),
                "acc-sync",
                key.campaignId(),
                "Sync",
                status,
                new BigDecimal(budget),
                null,
                "USD",
                null,
                null,
                "UTC",
                null);
    }

    private Campaign now() {
        return campaigns.find(key).orElseThrow().campaign();
    }

    private List<String> changes() {
        return Sql.using(
                database,
                "reading changes",
                sql -> sql.list(
                        "SELECT concat_ws(' ', field, before, after, changed_by) FROM campaign_changes WHERE campaign_id = ? ORDER BY id",
                        row -> row.getString(1),
                        key.campaignId()));
    }
}
