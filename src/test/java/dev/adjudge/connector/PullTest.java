package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.ingest.FactSink;
import dev.adjudge.ingest.FactSource;
import dev.adjudge.ingest.FactSourceUnavailable;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PullTest {

    @Inject
    @All
    List<FactSource> sources;

    @Inject
    Clock clock;

    /** Keeps what it is given, and insists on metadata before days. */
    private static final class Kept implements FactSink {

        private final Map<CampaignKey, Campaign> campaigns = new LinkedHashMap<>();
        private final List<PerformanceDay> days = new ArrayList<>();

        @Override
        public void campaign(Campaign campaign) {
            campaigns.put(campaign.key(), campaign);
        }

        @Override
        public void day(PerformanceDay day) {
            assertThat(campaigns).containsKey(day.key());
            days.add(day);
        }

        Campaign named(String name) {
            return campaigns.values().stream()
                    .filter(campaign -> campaign.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        List<PerformanceDay> of(Campaign campaign) {
            return days.stream().filter(day -> day.key().equals(campaign.key())).toList();
        }
    }

    @Test
    void meta_gives_18_campaigns_in_two_accounts_with_their_60_days_over_several_pages() throws Exception {
        Kept kept = pull("meta");

        assertThat(kept.campaigns).hasSize(18);
        assertThat(accounts(kept)).containsExactlyInAnyOrder("1010123456789", "2020987654321");
        assertThat(kept.days.size()).isGreaterThan(500);
        Campaign tents = kept.named("Tents | Advantage+ Sales");
        assertThat(kept.of(tents)).hasSize(60);
        assertThat(tents.currency()).isEqualTo("USD");
        assertThat(tents.timeZone()).isEqualTo("America/New_York");
        assertThat(tents.startDate()).isNotNull();
        assertThat(tents.createdTime()).isNotNull();
    }

    @Test
    void meta_counts_each_result_once_and_tells_unmeasured_revenue_from_none() throws Exception {
        Kept kept = pull("meta");

        assertThat(kept.of(kept.named("Tents | Advantage+ Sales")))
                .filteredOn(day -> day.date().isBefore(today().minusDays(8))) // later ones are not all told yet
                .hasSizeGreaterThan(50)
                .allSatisfy(day -> {
                    // 260 a day at about 21 for a purchase
                    assertThat(day.conversions()).isBetween(new BigDecimal(6), new BigDecimal(17));
                    assertThat(day.revenue()).isGreaterThan(new BigDecimal(500));
                });
        assertThat(kept.of(kept.named("Backpack Giveaway | Advantage+ Sales"))).allSatisfy(day -> {
            assertThat(day.conversions()).isZero();
            assertThat(day.revenue()).isZero();
        });
        assertThat(kept.of(kept.named("Trail Shoes | Prospecting | Broad")))
                .allSatisfy(day -> assertThat(day.revenue()).isNull());
    }

    @Test
    void google_gives_16_campaigns_of_two_customers_with_amounts_from_micros() throws Exception {
        Kept kept = pull("google_ads");

        assertThat(kept.campaigns).hasSize(16);
        assertThat(accounts(kept)).containsExactlyInAnyOrder("4441112222", "5553334444");
        Campaign brand = kept.named("Suche | Marke");
        assertThat(brand.currency()).isEqualTo("EUR");
        assertThat(kept.of(brand)).hasSize(60).allSatisfy(day -> {
            assertThat(day.spend()).isBetween(new BigDecimal(100), new BigDecimal(180));
            assertThat(day.conversions()).isGreaterThan(BigDecimal.ZERO);
            assertThat(day.revenue()).isGreaterThan(BigDecimal.ZERO);
        });
    }

    @Test
    void klaviyo_gives_6_campaigns_of_both_channels_that_spend_nothing() throws Exception {
        Kept kept = pull("klaviyo");

        assertThat(kept.campaigns).hasSize(6);
        assertThat(kept.named("Back in Stock").status()).isEqualTo(Campaign.Status.ACTIVE);
        assertThat(kept.of(kept.named("Welcome | Week 1"))).hasSize(60).allSatisfy(day -> {
            assertThat(day.spend()).isZero();
            assertThat(day.impressions()).isGreaterThan(1000);
            assertThat(day.clicks()).isBetween(1L, day.impressions());
            assertThat(day.conversions()).isGreaterThan(BigDecimal.ZERO);
        });
        assertThat(kept.of(kept.named("Back in Stock")))
                .as("Klaviyo knows of no opens of an SMS")
                .isNotEmpty()
                .allSatisfy(day -> assertThat(day.impressions()).isGreaterThan(day.clicks()));
    }

    @Test
    void no_day_comes_twice_or_from_outside_the_span() throws Exception {
        for (FactSource source : sources) {
            Kept kept = pull(source.platform());
            Set<String> seen = new HashSet<>();
            assertThat(kept.days).isNotEmpty().allSatisfy(day -> {
                assertThat(seen.add(day.key() + " " + day.date())).as("%s", day).isTrue();
                assertThat(day.date()).isBetween(today().minusDays(60), today().minusDays(1));
                assertThat(day.clicks()).isLessThanOrEqualTo(day.impressions());
            });
        }
    }

    private Kept pull(String platform) throws FactSourceUnavailable {
        Kept kept = new Kept();
        for (FactSource source : sources) {
            if (source.platform().equals(platform)) {
                source.pull(today().minusDays(60), today().minusDays(1), kept);
            }
        }
        return kept;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
    }

    private static Set<String> accounts(Kept kept) {
        return kept.campaigns.values().stream().map(Campaign::accountId).collect(Collectors.toSet());
    }
}
