package dev.adjudge.connector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DailySeriesTest {

    private static final LocalDate FOUNDED = LocalDate.parse("2026-11-22");
    private static final Set<String> RULES = Set.of(
            "High CPL Pause",
            "No Conversions Pause",
            "Low ROAS Budget Reduce",
            "Low ROAS Budget Reduce (Meta)",
            "High ROAS Budget Increase",
            "High ROAS Budget Increase (Google)",
            "CTR Fatigue Alert",
            "Engagement Drop Alert");

    private record Week(BigDecimal spend, long impressions, long clicks, long conversions, BigDecimal revenue) {

        BigDecimal roas() {
            return revenue.divide(spend, MathContext.DECIMAL64);
        }

        BigDecimal cpl() {
            return spend.divide(BigDecimal.valueOf(conversions), MathContext.DECIMAL64);
        }
    }

    @Test
    void gives_every_rule_a_campaign_on_any_day_of_two_years_whatever_the_seed() {
        for (long seed : List.of(20261L, 1L, 999L)) {
            for (LocalDate founded = FOUNDED.minusYears(1); founded.isBefore(FOUNDED); founded = founded.plusDays(37)) {
                for (int later = 0; later < 60; later++) {
                    assertThat(matched(seed, founded, founded.plusDays(later)))
                            .as("seed %d, founded %s, %d days later", seed, founded, later)
                            .containsAll(RULES);
                }
            }
        }
    }

    @Test
    void leaves_most_campaigns_in_peace() {
        Set<String> matched = new HashSet<>();
        DailySeries series = new DailySeries(20261, FOUNDED);
        List<SandboxCampaign> all = campaigns(new SandboxWorld(FOUNDED, 1));
        all.stream()
                .filter(campaign -> !matches(series, campaign, FOUNDED).isEmpty())
                .forEach(campaign -> matched.add(campaign.id()));

        assertThat(all).hasSize(40);
        assertThat(matched).hasSizeBetween(16, 25);
    }

    @Test
    void tells_the_same_day_the_same_way_again() {
        SandboxCampaign campaign = campaigns(new SandboxWorld(FOUNDED, 1)).get(3);
        LocalDate date = FOUNDED.minusDays(20);

        assertThat(new DailySeries(7, FOUNDED).on(date, campaign, 26_000))
                .isEqualTo(new DailySeries(7, FOUNDED).on(date, campaign, 26_000))
                .isNotEqualTo(new DailySeries(8, FOUNDED).on(date, campaign, 26_000));
    }

    @Test
    void says_nothing_of_a_silent_campaign_in_the_last_four_days() {
        SandboxCampaign silent = campaigns(new SandboxWorld(FOUNDED, 1)).stream()
                .filter(c -> c.habit().kind() == SandboxCampaign.Habit.Kind.SILENT)
                .findFirst()
                .orElseThrow();
        DailySeries series = new DailySeries(20261, FOUNDED);

        assertThat(series.on(FOUNDED.minusDays(5), silent, silent.dailyBudget()))
                .isPresent();
        assertThat(series.on(FOUNDED.minusDays(4), silent, silent.dailyBudget()))
                .isEmpty();
        assertThat(series.on(FOUNDED.minusDays(1), silent, silent.dailyBudget()))
                .isEmpty();
    }

    @Test
    void tells_conversions_late_and_for_good_after_eight_days() {
        SandboxCampaign tents = campaigns(new SandboxWorld(FOUNDED, 1)).get(3);
        SandboxDay all = new DailySeries(20261, FOUNDED)
                .on(FOUNDED.minusDays(1), tents, tents.dailyBudget())
                .orElseThrow();
        List<SandboxDay> told = IntStream.range(0, 40)
                .mapToObj(days -> new LateConversions(20261, FOUNDED.plusDays(days)).known(all))
                .toList();

        assertThat(told.get(0).conversions()).isLessThan(all.conversions());
        assertThat(told).extracting(SandboxDay::conversions).isSorted();
        assertThat(told.subList(7, 40)).containsOnly(all);
        assertThat(told).allSatisfy(day -> {
            assertThat(day.spend()).isEqualTo(all.spend());
            assertThat(day.clicks()).isEqualTo(all.clicks());
            assertThat(day.revenue()).isLessThanOrEqualTo(all.revenue());
        });
        assertThat(new LateConversions(20261, FOUNDED).known(all)).isEqualTo(told.get(0));
    }

    @Test
    void tells_about_seven_in_ten_conversions_the_day_after_and_all_of_klaviyos() {
        DailySeries series = new DailySeries(20261, FOUNDED);
        LateConversions late = new LateConversions(20261, FOUNDED.minusDays(29));
        long known = 0;
        long all = 0;
        for (SandboxCampaign campaign : campaigns(new SandboxWorld(FOUNDED, 20))) {
            SandboxDay day = series.on(FOUNDED.minusDays(30), campaign, campaign.dailyBudget())
                    .orElse(null);
            if (day != null && campaign.platform().equals("klaviyo")) {
                assertThat(late.known(day)).isEqualTo(day);
            } else if (day != null) {
                all += day.conversions();
                known += late.known(day).conversions();
            }
        }

        assertThat(all).isGreaterThan(3000);
        assertThat((double) known / all).isBetween(0.67, 0.73);
    }

    private static Set<String> matched(long seed, LocalDate founded, LocalDate asOf) {
        DailySeries series = new DailySeries(seed, founded);
        Set<String> rules = new HashSet<>();
        campaigns(new SandboxWorld(founded, 1)).forEach(campaign -> rules.addAll(matches(series, campaign, asOf)));
        return rules;
    }

    private static List<SandboxCampaign> campaigns(SandboxWorld world) {
        return List.of("meta", "google_ads", "klaviyo").stream()
                .flatMap(platform -> world.accounts(platform).stream())
                .flatMap(account -> world.campaigns(account).stream())
                .toList();
    }

    /** The conditions of the rules, written out once more and independently of them. */
    private static List<String> matches(DailySeries series, SandboxCampaign campaign, LocalDate asOf) {
        LateConversions late = new LateConversions(20261, asOf);
        Week week = week(series, late, campaign, asOf.minusDays(7));
        Week before = week(series, late, campaign, asOf.minusDays(14));
        boolean meta = campaign.platform().equals("meta");
        boolean google = campaign.platform().equals("google_ads");
        List<String> rules = new ArrayList<>();
        if (meta && week.conversions >= 5 && atLeast(week.spend, 100) && above(week.cpl(), "50")) {
            rules.add("High CPL Pause");
        }
        if ((meta || google) && week.conversions == 0 && atLeast(week.spend, 150)) {
            rules.add("No Conversions Pause");
        }
        boolean sales = campaign.goal().equals("sales");
        if (google && atLeast(week.spend, 200) && !above(week.roas(), "1.9999")) {
            rules.add("Low ROAS Budget Reduce");
        }
        if (meta
                && sales
                && atLeast(week.spend, 200)
                && week.conversions > 0
                && !above(week.roas(), "1.4999")
                && !above(week.cpl(), "50")) {
            rules.add("Low ROAS Budget Reduce (Meta)");
        }
        if (sales && atLeast(week.spend, 500) && week.conversions >= 10 && above(week.roas(), "4")) {
            rules.add(meta ? "High ROAS Budget Increase" : "High ROAS Budget Increase (Google)");
        }
        if (week.impressions >= 10_000
                && week.clicks * before.impressions * 10 < before.clicks * week.impressions * 6) {
            rules.add("CTR Fatigue Alert");
        }
        if (campaign.platform().equals("klaviyo")
                && week.impressions >= 1000
                && week.conversions * 2 < before.conversions) {
            rules.add("Engagement Drop Alert");
        }
        return rules;
    }

    private static Week week(DailySeries series, LateConversions late, SandboxCampaign campaign, LocalDate from) {
        Week week = new Week(BigDecimal.ZERO, 0, 0, 0, BigDecimal.ZERO);
        for (int i = 0; i < 7; i++) {
            Week sum = week;
            week = series.on(from.plusDays(i), campaign, campaign.dailyBudget())
                    .map(late::known)
                    .map(day -> new Week(
                            sum.spend.add(day.spend()),
                            sum.impressions + day.impressions(),
                            sum.clicks + day.clicks(),
                            sum.conversions + day.conversions(),
                            day.revenue() == null ? sum.revenue : sum.revenue.add(day.revenue())))
                    .orElse(sum);
        }
        return week;
    }

    private static boolean atLeast(BigDecimal amount, long limit) {
        return amount.compareTo(BigDecimal.valueOf(limit)) >= 0;
    }

    private static boolean above(BigDecimal amount, String limit) {
        return amount.compareTo(new BigDecimal(limit)) > 0;
    }
}
