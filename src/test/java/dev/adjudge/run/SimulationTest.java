package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Drafts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Releases tried out on histories of which the right answer was worked out by hand. */
@QuarkusTest
class SimulationTest {

    private static final LocalDate D1 = LocalDate.now(ZoneOffset.UTC).minusDays(20);

    @Inject
    DataSource database;

    @Inject
    Drafts drafts;

    private final String account = "acc-" + UUID.randomUUID();
    private final String campaign = "c-" + account;

    /**
     * 60 spent and one conversion a day is a cost per lead of 60. The day before D1 was restated on D2 from 1 to 3
     * conversions: 420 / 9 is 46.67, which is too much for no rule.
     */
    private void aHistoryWithARestatedDay() {
        history("meta", "60", "1", "120");
        String key =
                " WHERE platform = 'meta' AND campaign_id = '" + campaign + "' AND date = '" + D1.minusDays(1) + "'";
        change(
                "INSERT INTO campaign_performance_history (date, platform, account_id, campaign_id, campaign_name, currency,"
                        + " spend, impressions, clicks, conversions, revenue, batch_id, known_from, known_to)"
                        + " SELECT date, platform, account_id, campaign_id, campaign_name, currency, spend, impressions, clicks,"
                        + " conversions, revenue, batch_id, known_from, '" + at(D1.plusDays(1), 12)
                        + "' FROM campaign_performance"
                        + key);
        change("UPDATE campaign_performance SET conversions = 3, known_from = '" + at(D1.plusDays(1), 12) + "'" + key);
    }

    @Test
    void what_was_restated_later_was_not_known_then() {
        aHistoryWithARestatedDay();

        JsonPath then = simulated(live(), D1, D1.plusDays(2), "none", "then");
        JsonPath now = simulated(live(), D1, D1.plusDays(2), "none", "now");

        assertThat(then.getInt("report.release.sums.matched"))
                .as(then.prettify())
                .isEqualTo(1);
        assertThat(then.getInt("report.release.sums.allowed")).isEqualTo(1);
        assertThat(then.getInt("report.release.sums.campaignsPaused")).isEqualTo(1);
        assertThat(then.getString("report.release.rules[0].rule")).isEqualTo("High CPL Pause");
        assertThat(now.getInt("report.release.sums.matched")).as(now.prettify()).isZero();
        assertThat(now.getInt("report.release.sums.evaluated")).isEqualTo(3);
    }

    @Test
    void what_is_paused_is_asked_about_no_more_and_its_real_spend_is_counted() {
        aHistoryWithARestatedDay();

        JsonPath then = simulated(live(), D1, D1.plusDays(2), "none", "then");

        assertThat(then.getInt("report.release.sums.evaluated")).isEqualTo(1);
        assertThat(money(then, "spendWhilePaused")).isEqualByComparingTo("120");
        assertThat(money(then, "conversionsWhilePaused")).isEqualByComparingTo("2");
        assertThat(money(then, "revenueWhilePaused")).isEqualByComparingTo("240");
        assertThat(then.getString("report.release.sums.money[0].currency")).isEqualTo("USD");
    }

    @Test
    void a_person_who_lets_a_paused_campaign_go_on_does_so_in_the_simulation_too() {
        history("meta", "60", "1", "120");
        changed(D1, 8, "status", "active", "paused", "action");
        changed(D1.plusDays(2), 7, "status", "paused", "active", "manual");

        JsonPath then = simulated(live(), D1, D1.plusDays(3), "none", "then");

        // Paused on D1, let go on D3; on D3 and D4 rules would pause it again, and that is held: a person did the
        // opposite.
        assertThat(then.getInt("report.release.sums.evaluated"))
                .as(then.prettify())
                .isEqualTo(3);
        assertThat(then.getInt("report.release.sums.allowed")).isEqualTo(1);
        assertThat(then.getInt("report.release.sums.held")).isEqualTo(2);
        assertThat(money(then, "spendWhilePaused")).as("of D2 alone").isEqualByComparingTo("60");
    }

    /** Paused on D1 for three days, it goes on on D4; until D6 that is less than 72 hours ago, and a pause is held; on D7 it is paused again. */
    @Test
    void a_pause_that_ends_at_a_time_ends_then_in_the_simulation_too() {
        history("meta", "60", "1", "120");
        long returning = drafts.of(
                "Pauses for three days " + account,
                "dmn/campaign-optimization.dmn",
                "_proposals_high_cpl_pause_out6",
                "\"P3D\"");

        JsonPath then = simulated(returning, D1, D1.plusDays(6), "none", "then");

        assertThat(then.getInt("report.release.sums.evaluated"))
                .as(then.prettify())
                .isEqualTo(5);
        assertThat(then.getInt("report.release.sums.allowed")).isEqualTo(2);
        assertThat(then.getInt("report.release.sums.held")).isEqualTo(3);
        assertThat(money(then, "spendWhilePaused")).as("of D2 and D3").isEqualByComparingTo("120");
    }

    @Test
    void a_pause_that_ends_on_a_condition_does_not_end_in_the_simulation() {
        history("meta", "60", "1", "120");
        long waiting = drafts.of(
                "Pauses until it has spent " + account,
                "dmn/campaign-optimization.dmn",
                "_proposals_high_cpl_pause_out6",
                "\"d7.spend > 1\"");

        JsonPath then = simulated(waiting, D1, D1.plusDays(3), "none", "then");

        assertThat(then.getInt("report.release.sums.evaluated"))
                .as(then.prettify())
                .isEqualTo(1);
        assertThat(then.getString("report.notes")).contains("ends on a condition");
    }

    /**
     * A return of 1 cuts the budget by a quarter each day. From 400: 300, 225, 168.75; the next would be 126.56, 68 % below
     * 400, and is held until the first cut is a week old, on the 8th day. Then 126.56, 94.92, 71.19, each within 60 % of the
     * budget a week before. Where 48 hours must pass, every other day is suppressed: 300, 225, 168.75 on the days 1, 3 and 5,
     * held on the 7th, 126.56 on the 8th, 94.92 on the 10th.
     */
    @Test
    void budgets_compound_and_cooldowns_are_kept_from_day_to_day() {
        history("google_ads", "60", "3", "60");
        long patient =
                drafts.of("Cuts two days apart " + account, "dmn/guardrail-limits.dmn", "_limits_default_out6", "48");

        JsonPath simulated = simulated(patient, D1, D1.plusDays(9), "live", "then");

        assertThat(simulated.getInt("report.compared.sums.allowed"))
                .as(simulated.prettify())
                .isEqualTo(6);
        assertThat(simulated.getInt("report.compared.sums.held")).isEqualTo(4);
        assertThat(simulated.getInt("report.compared.sums.suppressed")).isZero();
        assertThat(new BigDecimal(simulated.getString("report.compared.sums.money[0].cut")))
                .isEqualByComparingTo("328.81");
        assertThat(simulated.getInt("report.release.sums.allowed")).isEqualTo(5);
        assertThat(simulated.getInt("report.release.sums.held")).isEqualTo(1);
        assertThat(simulated.getInt("report.release.sums.suppressed")).isEqualTo(4);
        assertThat(money(simulated, "cut")).isEqualByComparingTo("305.08");
        assertThat(simulated.getInt("report.differences")).isEqualTo(1);

        JsonPath differences = given().get("/api/simulations/" + simulated.getString("id") + "/differences")
                .jsonPath();
        assertThat(differences.getString("items[0].campaignId")).isEqualTo(campaign);
        assertThat(differences.getString("items[0].first"))
                .isEqualTo(D1.plusDays(1).toString());
        assertThat(differences.getInt("items[0].days"))
                .as("not on D1, nor on D7 and D8, when both say the same")
                .isEqualTo(7);
        assertThat(differences.getString("items[0].verdicts[0].verdict")).isEqualTo("suppressed");
        assertThat(differences.getString("items[0].verdicts[0].reason")).contains("24 hours ago, at least 48");
        assertThat(differences.getString("items[0].compared[0].verdict")).isEqualTo("allowed");
        assertThat(differences.getDouble("items[0].end.dailyBudget")).isEqualTo(94.92);
        assertThat(differences.getDouble("items[0].endCompared.dailyBudget")).isEqualTo(71.19);
        assertThat(differences.getList("items[0].why")).isNotEmpty();
    }

    @Test
    void says_why_a_campaign_fares_differently_under_another_threshold() {
        history("meta", "60", "1", "120");
        long lenient = drafts.of(
                "Pause above 60.5 " + account,
                "dmn/campaign-optimization.dmn",
                "_proposals_high_cpl_pause_in2",
                "> 60.5");

        JsonPath simulated = simulated(lenient, D1, D1.plusDays(1), "live", "then");
        JsonPath differences = given().get("/api/simulations/" + simulated.getString("id") + "/differences")
                .jsonPath();

        assertThat(simulated.getInt("report.release.sums.matched"))
                .as(simulated.prettify())
                .isZero();
        assertThat(simulated.getInt("report.compared.sums.campaignsPaused")).isEqualTo(1);
        assertThat(differences.getList("items[0].why", String.class).get(0))
                .contains("High CPL Pause: release " + lenient + " says nothing: ")
                .contains("is 60, not > 60.5");
        assertThat(differences.getString("items[0].end.status")).isEqualTo("active");
        assertThat(differences.getString("items[0].endCompared.status")).isEqualTo("paused");
        assertThat(simulated.getInt("report.agreement.find { it.rule == 'High CPL Pause' }.onlyCompared"))
                .isEqualTo(1);
    }

    @Test
    void what_the_service_really_did_in_the_span_is_taken_out() {
        history("meta", "60", "1", "120");
        changed(D1, 8, "status", "active", "paused", "action");

        JsonPath next = simulated(live(), D1.plusDays(1), D1.plusDays(1), "none", "then");
        JsonPath same = simulated(live(), D1, D1, "none", "now");

        assertThat(same.getInt("report.release.sums.allowed"))
                .as(same.prettify())
                .isEqualTo(1);
        assertThat(next.getInt("report.release.sums.suppressed"))
                .as("paused before the span begins")
                .isEqualTo(1);
    }

    @Test
    void nothing_is_decided_and_nothing_done() {
        history("meta", "60", "1", "120");
        long decisions = count("SELECT count(*) FROM decisions");
        long actions = count("SELECT count(*) FROM optimization_actions");

        simulated(live(), D1, D1.plusDays(2), "live", "then");

        assertThat(count("SELECT count(*) FROM decisions")).isEqualTo(decisions);
        assertThat(count("SELECT count(*) FROM optimization_actions")).isEqualTo(actions);
        assertThat(count("SELECT count(*) FROM campaigns WHERE campaign_id = '" + campaign + "' AND status = 'active'"))
                .isEqualTo(1);
    }

    @Test
    void says_that_the_history_was_loaded_later() {
        history("meta", "60", "1", "120");
        change("UPDATE campaign_performance SET known_from = now()" + ours());

        JsonPath simulated = simulated(live(), D1, D1.plusDays(2), "none", "then");

        assertThat(simulated.getString("report.notes[0]"))
                .startsWith("On 3 of 3 days nothing was known of any campaign at the time");
    }

    @Test
    void can_be_cancelled_and_watched() {
        Response asked = ask(live(), """
                {"from":"%s","to":"%s","accountIds":["%s"]}""".formatted(D1.minusDays(300), D1, account));
        asked.then().statusCode(202);
        String path = java.net.URI.create(asked.header("Location")).getPath();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get(path).jsonPath().getInt("progress.done") > 0);

        JsonPath cancelled =
                given().contentType("application/json").post(path + "/cancel").jsonPath();

        assertThat(cancelled.getString("status")).isEqualTo("cancelled");
        assertThat(cancelled.getInt("progress.total")).isEqualTo(301);
        assertThat(given().contentType("application/json")
                        .post(path + "/cancel")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().get("/api/simulations?limit=1").jsonPath().getString("items[0].id"))
                .isEqualTo(cancelled.getString("id"));
    }

    @Test
    void refuses_what_can_not_be_simulated_and_points_at_it() {
        long live = live();
        assertThat(ask(
                                live,
                                "{\"from\":\"2999-01-01\",\"knownAt\":\"later\",\"compareWith\":\"x\",\"rolloutPercent\":101,\"platforms\":[]}")
                        .jsonPath()
                        .getList("errors.pointer"))
                .containsExactlyInAnyOrder("/from", "/to", "/knownAt", "/compareWith", "/rolloutPercent", "/platforms");
        assertThat(ask(live, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(D1, D1.minusDays(1)))
                        .jsonPath()
                        .getList("errors.pointer"))
                .containsExactly("/to");
        assertThat(ask(live, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(D1.minusDays(366), D1))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ask(999_999, "{\"from\":\"%1$s\",\"to\":\"%1$s\"}".formatted(D1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask(live, "{\"from\":\"%1$s\",\"to\":\"%1$s\",\"compareWith\":\"999999\"}".formatted(D1))
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask(live, "{\"from\":").statusCode()).isEqualTo(400);
        long broken = drafts.of(
                "Broken " + account, "dmn/campaign-optimization.dmn", "_proposals_high_cpl_pause_in2", ">> 3");
        assertThat(ask(broken, "{\"from\":\"%1$s\",\"to\":\"%1$s\"}".formatted(D1))
                        .statusCode())
                .isEqualTo(422);
        assertThat(given().get("/api/simulations/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(given().get("/api/simulations/x").statusCode()).isEqualTo(404);
    }

    private JsonPath simulated(long release, LocalDate from, LocalDate to, String compareWith, String knownAt) {
        Response asked = ask(release, """
                {"from":"%s","to":"%s","compareWith":"%s","knownAt":"%s","rolloutPercent":100,"accountIds":["%s"]}""".formatted(from, to, compareWith, knownAt, account));
        assertThat(asked.statusCode()).as(asked.asString()).isEqualTo(202);
        String path = java.net.URI.create(asked.header("Location")).getPath();
        await().atMost(Duration.ofSeconds(60)).until(() -> !List.of("queued", "running")
                .contains(given().get(path).jsonPath().getString("status")));
        JsonPath over = given().get(path).jsonPath();
        assertThat(over.getString("status")).as(over.prettify()).isEqualTo("completed");
        return over;
    }

    private static Response ask(long release, String body) {
        return given().contentType("application/json").body(body).post("/api/releases/" + release + "/simulate");
    }

    private long live() {
        return drafts.live();
    }

    private static BigDecimal money(JsonPath simulated, String amount) {
        return new BigDecimal(simulated.getString("report.release.sums.money[0]." + amount));
    }

    /** Thirty days that are all the same, each known at six the next morning. */
    private void history(String platform, String spend, String conversions, String revenue) {
        StringBuilder rows = new StringBuilder();
        for (int day = -20; day < 10; day++) {
            rows.append("""
                    {"date":"%s","platform":"%s","account_id":"%s","campaign_id":"%s","campaign_name":"Summer","currency":"USD",\
                    "spend":%s,"impressions":6000,"clicks":100,"conversions":%s,"revenue":%s}
                    """.formatted(D1.plusDays(day), platform, account, campaign, spend, conversions, revenue));
        }
        given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/performance?source=simulation-test")
                .then()
                .body("accepted", equalTo(30));
        change("UPDATE campaigns SET daily_budget = 400, start_date = '" + D1.minusDays(30) + "'" + ours());
        change("UPDATE campaign_performance SET known_from = (date + 1 + time '06:00') AT TIME ZONE 'UTC'" + ours());
    }

    private String ours() {
        return " WHERE campaign_id = '" + campaign + "'";
    }

    private void changed(LocalDate day, int hour, String field, String before, String after, String by) {
        change(
                "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by) SELECT"
                        + " platform, campaign_id, '" + at(day, hour) + "'::timestamptz + interval '5 seconds', '"
                        + field + "', '"
                        + before + "', '" + after + "', '" + by + "' FROM campaigns WHERE campaign_id = '" + campaign
                        + "'");
        change("UPDATE campaigns SET status = '" + after + "'" + ours());
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
    }

    private void change(String sql) {
        Sql.using(database, "testing", s -> s.run(sql));
    }

    private long count(String sql) {
        return Sql.using(database, "testing", s -> s.count(sql));
    }
}
