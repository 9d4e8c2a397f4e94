package dev.adjudge.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.Window;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CampaignFactsReaderTest {

    private static final LocalDate AS_OF = LocalDate.parse("2026-03-15");
    private static final Instant NOW = Instant.parse("2026-03-15T08:00:00Z");

    @Inject
    CampaignFactsReader reader;

    @Inject
    DataSource database;

    private String id;

    @BeforeEach
    void aCampaignOfItsOwn() {
        id = "facts-" + UUID.randomUUID();
        sql(
                "INSERT INTO campaigns (platform, campaign_id, account_id, name, currency, daily_budget, first_day)"
                        + " VALUES ('meta', '%s', 'acc-%s', 'Facts', 'EUR', 120.5, '2026-02-10')",
                id, id);
    }

    @Test
    void sums_each_window_over_complete_days_that_end_the_day_before() {
        for (int age = 0; age <= 31; age++) {
            day(age, "10", 1000, 20, "2", "30");
        }

        CampaignFacts facts = facts();

        assertThat(facts.windows().d1().spend()).isEqualByComparingTo("10");
        assertThat(facts.windows().d3().spend()).isEqualByComparingTo("30");
        assertThat(facts.windows().d7().spend()).isEqualByComparingTo("70");
        assertThat(facts.windows().d14().impressions()).isEqualTo(14_000);
        assertThat(facts.windows().d30().days()).isEqualTo(30);
        assertThat(facts.windows().d7().from()).isEqualTo("2026-03-08");
        assertThat(facts.windows().d7().to()).isEqualTo("2026-03-14");
        assertThat(facts.windows().p7().from()).isEqualTo("2026-03-01");
        assertThat(facts.windows().p7().to()).isEqualTo("2026-03-07");
        assertThat(facts.impressions14d()).isEqualTo(14_000);
        assertThat(facts.dataAgeHours()).isZero();
        assertThat(facts.daysSinceLaunch()).isEqualTo(33);
    }

    @Test
    void keeps_the_seven_days_before_apart_from_the_last_seven() {
        day(7, "1", 100, 1, "0", "0");
        day(8, "5", 100, 1, "0", "0");

        CampaignFacts facts = facts();

        assertThat(facts.windows().d7().spend()).isEqualByComparingTo("1");
        assertThat(facts.windows().p7().spend()).isEqualByComparingTo("5");
    }

    @Test
    void derives_ratios_exactly_and_none_where_they_would_divide_by_zero() {
        day(1, "612.40", 48210, 690, "9", "300.00");

        Window week = facts().windows().d7();

        assertThat(week.cpl()).isEqualByComparingTo("68.04444444444444444444444444444444");
        assertThat(week.roas()).isBetween(new BigDecimal("0.4898"), new BigDecimal("0.4899"));

        day(2, "0", 0, 0, "0", "0");
        Window idle = reader.readOne(FactsQuery.of(key(), AS_OF.minusDays(1), NOW))
                .orElseThrow()
                .windows()
                .d1();
        assertThat(idle.cpl()).isNull();
        assertThat(idle.ctr()).isNull();
        assertThat(idle.roas()).isNull();
    }

    @Test
    void does_not_take_a_sum_of_some_days_for_the_sum_of_all() {
        day(1, "10", 1000, 20, "2", null);
        day(2, "10", 1000, 20, "2", "30");

        Window days = facts().windows().d3();

        assertThat(days.revenue()).isNull();
        assertThat(days.roas()).isNull();
        assertThat(days.conversions()).isEqualByComparingTo("4");
    }

    @Test
    void knows_nothing_where_there_is_no_data() {
        CampaignFacts facts = facts();

        assertThat(facts.windows().d30().spend()).isNull();
        assertThat(facts.dataAgeHours()).isNull();
        assertThat(facts.impressions14d()).isNull();
    }

    @Test
    void tells_how_old_the_data_is() {
        day(4, "10", 1000, 20, "2", "30");

        assertThat(facts().dataAgeHours()).isEqualTo(72);
    }

    @Test
    void reads_restated_values_as_they_were_known_then() {
        day(1, "10", 1000, 20, "2", "30");
        sql("UPDATE campaign_performance SET known_from = '2026-03-15T07:00:00Z' WHERE campaign_id = '%s'", id);
        sql(
                "INSERT INTO campaign_performance_history (date, platform, account_id, campaign_id, campaign_name, currency, spend,"
                        + " impressions, clicks, conversions, revenue, batch_id, known_from, known_to) VALUES ('2026-03-14', 'meta', 'a',"
                        + " '%s', 'Facts', 'EUR', 8, 900, 10, 1, 3, gen_random_uuid(), '2026-03-15T01:00:00Z', '2026-03-15T07:00:00Z')",
                id);

        assertThat(facts().windows().d1().spend()).isEqualByComparingTo("10");
        assertThat(knownAt("2026-03-15T06:59:59Z").windows().d1().spend()).isEqualByComparingTo("8");
        assertThat(knownAt("2026-03-15T00:59:59Z").windows().d1().spend()).isNull();
    }

    @Test
    void counts_changes_made_by_hand_among_recent_actions() {
        sql(
                "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by)"
                        + " VALUES ('meta', '%s', '2026-03-14T08:00:00Z', 'daily_budget', '100', '120.5', 'manual')",
                id);

        assertThat(facts().recentActions()).singleElement().satisfies(action -> {
            assertThat(action.kind()).isEqualTo("change_budget");
            assertThat(action.manual()).isTrue();
            assertThat(action.before()).isEqualByComparingTo("100");
            assertThat(action.after()).isEqualByComparingTo("120.5");
            assertThat(action.at()).isEqualTo("2026-03-14T08:00:00Z");
        });
    }

    @Test
    void answers_a_question_about_a_past_day_with_what_was_not_changed_yet() {
        sql(
                "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by)"
                        + " VALUES ('meta', '%1$s', '2026-03-14T08:00:00Z', 'daily_budget', '100', '110', 'manual'),"
                        + " ('meta', '%1$s', '2026-03-14T09:00:00Z', 'daily_budget', '110', '120.5', 'manual'),"
                        + " ('meta', '%1$s', '2026-03-14T10:00:00Z', 'status', 'paused', 'active', 'manual')",
                id);
        Instant then = NOW.minus(Duration.ofDays(3));

        CampaignFacts past = reader.readOne(new FactsQuery(AS_OF.minusDays(3), NOW, then, null, null, List.of(key())))
                .orElseThrow();

        assertThat(past.recentActions()).isEmpty();
        assertThat(past.campaign().dailyBudget()).isEqualByComparingTo("100");
        assertThat(past.campaign().status().word()).isEqualTo("paused");
        assertThat(facts().recentActions()).hasSize(3);
        assertThat(facts().campaign().dailyBudget()).isEqualByComparingTo("120.5");
    }

    @Test
    void gives_the_campaigns_of_an_account_one_after_another_and_no_ended_one() {
        String account = "acc-" + id;
        sql(
                "INSERT INTO campaigns (platform, campaign_id, account_id, name, currency, status)"
                        + " VALUES ('meta', '%s-2', '%s', 'Second', 'EUR', 'paused'), ('meta', '%s-3', '%s', 'Third', 'EUR', 'ended')",
                id, account, id, account);
        FactsQuery query = new FactsQuery(AS_OF, NOW, NOW, List.of("meta"), List.of(account), null);
        List<String> seen = new ArrayList<>();

        reader.read(query, facts -> seen.add(facts.campaign().campaignId()));

        assertThat(seen).containsExactly(id, id + "-2");
        assertThat(reader.count(query)).isEqualTo(2);
        assertThat(reader.accounts(NOW, NOW))
                .filteredOn(a -> a.accountId().equals(account))
                .containsExactly(new AccountFacts("meta", account, 1, new BigDecimal("120.5000"), BigDecimal.ZERO));
    }

    private CampaignFacts facts() {
        return reader.readOne(FactsQuery.of(key(), AS_OF, NOW)).orElseThrow();
    }

    private CampaignFacts knownAt(String moment) {
        return reader.readOne(FactsQuery.of(key(), AS_OF, Instant.parse(moment)))
                .orElseThrow();
    }

    private CampaignKey key() {
        return new CampaignKey("meta", id);
    }

    private void day(
            int age, String spend, long impressions, long clicks, String conversions, @Nullable String revenue) {
        LocalDate date = AS_OF.minusDays(age);
        sql(
                "DO $$ BEGIN IF to_regclass('campaign_performance_' || to_char(date '%1$s', 'YYYY_MM')) IS NULL THEN"
                        + " PERFORM create_performance_month('%1$s'); PERFORM attach_performance_month('%1$s'); END IF; END $$",
                date);
        sql(
                "INSERT INTO campaign_performance (date, platform, account_id, campaign_id, campaign_name, currency, spend, impressions,"
                        + " clicks, conversions, revenue, batch_id, known_from) VALUES ('%s', 'meta', 'a', '%s', 'Facts', 'EUR', %s, %d, %d,"
                        + " %s, %s, gen_random_uuid(), '2026-03-01T00:00:00Z')",
                date, id, spend, impressions, clicks, conversions, revenue);
    }

    private void sql(String statement, @Nullable Object... values) {
        Sql.change(database, connection -> {
            try (Statement change = connection.createStatement()) {
                change.execute(String.format(statement, values));
            }
        });
    }
}
