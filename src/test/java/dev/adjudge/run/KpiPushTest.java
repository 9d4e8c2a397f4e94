package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures of each day in the simulated Databox, over HTTP. */
@QuarkusTest
class KpiPushTest {

    private final String account = "databox-" + UUID.randomUUID();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Inject
    KpiPush push;

    @Inject
    Actions actions;

    @Inject
    Weather weather;

    @Inject
    DataSource database;

    @BeforeEach
    void begin() {
        CircuitBreakerMaintenance.get().resetAll();
        push.look(); // what other tests left
        given().delete("/sandbox/requests");
    }

    @AfterEach
    void end() {
        weather.clear();
        CircuitBreakerMaintenance.get().resetAll();
    }

    @Test
    void a_day_is_pushed_once_with_exact_figures() {
        performance("c1", today.minusDays(1), "612.4", "48210", "690", "9", "300");
        performance("c2", today.minusDays(1), "0.0001", "10", "1", "0", "0.2");
        performance("c1", today, "1", "1", "1", "1", "1");

        push.look();
        push.look();

        String day = today.minusDays(1) + " ";
        assertThat(values())
                .containsExactlyInAnyOrder(
                        day + "adjudge_clicks 691 null",
                        day + "adjudge_conversions 9 null",
                        day + "adjudge_cpl 68.0445 USD",
                        day + "adjudge_impressions 48220 null",
                        day + "adjudge_revenue 300.2 USD",
                        day + "adjudge_roas 0.4902 null",
                        day + "adjudge_spend 612.4001 USD");
        assertThat(bodies()).hasSize(1);
        assertThat(bodies().get(0))
                .contains("\"value\":612.4001,")
                .contains("\"attributes\":[{\"key\":\"account\",\"value\":\"" + account
                        + "\"},{\"key\":\"platform\",\"value\":\"meta\"}]");
        given().get("/q/health/ready")
                .then()
                .body("checks.find {it.name == 'KPIs'}.data.databox", startsWith("up to date at"));
    }

    @Test
    void a_day_that_is_corrected_is_pushed_again_and_no_other() {
        performance("c1", today.minusDays(1), "10", "100", "10", "1", "20");
        performance("c1", today.minusDays(20), "10", "100", "10", "1", "20");
        push.look();
        given().delete("/sandbox/requests");

        performance("c1", today.minusDays(20), "10", "100", "10", "2", "40");
        push.look();

        assertThat(bodies()).hasSize(1);
        assertThat(bodies().get(0))
                .contains("\"date\":\"" + today.minusDays(20) + "\"")
                .doesNotContain("\"" + today.minusDays(1) + "\"");
        assertThat(values())
                .contains(today.minusDays(20) + " adjudge_cpl 5 USD", today.minusDays(1) + " adjudge_cpl 10 USD");
    }

    @Test
    void days_that_an_outage_left_out_are_made_up_for() {
        weather.storm("error", "POST /sandbox/databox", 1_000);
        performance("c1", today.minusDays(3), "10", "100", "10", "1", "20");
        performance("c1", today.minusDays(2), "10", "100", "10", "1", "20");
        push.look();
        assertThat(values()).isEmpty();
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find {it.name == 'KPIs'}.data.databox", startsWith("failing since"));
        weather.clear();
        CircuitBreakerMaintenance.get().resetAll();

        push.look();

        assertThat(values()).filteredOn(value -> value.contains("spend")).hasSize(2);
    }

    @Test
    void what_was_never_pushed_since_a_long_outage_is_pushed_however_old() {
        performance("c1", today.minusDays(40), "10", "100", "10", "1", "20");
        push.look();
        assertThat(values()).isEmpty();
        change("DELETE FROM kpi_days WHERE day > ?", today.minusDays(45));
        change(
                "INSERT INTO kpi_days (target, day, hash, kpis, pushed_at) VALUES ('databox', ?, '', 0, now()) ON CONFLICT DO NOTHING",
                today.minusDays(45));

        push.look();

        assertThat(values()).contains(today.minusDays(40) + " adjudge_spend 10 USD");
    }

    @Test
    void actions_are_counted_by_what_became_of_them() {
        Subject subject = Subject.campaign("pretend", account, "kpi-" + UUID.randomUUID());
        UUID done = actions.held(subject, Actions.pause());
        UUID failed = actions.allowed(subject, Actions.budget("1", "2"));
        change(
                "UPDATE optimization_actions SET status = 'done', action_taken = true, finished_at = now() - interval '1 day',"
                        + " created_at = created_at - interval '1 day' WHERE id = ?",
                done);
        change(
                "UPDATE optimization_actions SET status = 'failed', action_taken = false, finished_at = now() - interval '1 day' WHERE id = ?",
                failed);

        push.look();

        String day = today.minusDays(1) + " ";
        assertThat(values())
                .containsExactlyInAnyOrder(
                        day + "adjudge_actions_done 1 null",
                        day + "adjudge_actions_held 1 null",
                        day + "adjudge_actions_failed 1 null");
    }

    @Test
    void many_are_pushed_in_batches() {
        IntStream.range(0, 40)
                .forEach(
                        i -> performance(account + "/" + i, "c" + i, today.minusDays(1), "10", "100", "10", "1", "20"));

        push.look();

        assertThat(bodies()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(values()).filteredOn(value -> value.contains("spend")).hasSize(40);
    }

    private void performance(
            String campaign,
            LocalDate day,
            String spend,
            String impressions,
            String clicks,
            String conversions,
            String revenue) {
        performance(account, campaign, day, spend, impressions, clicks, conversions, revenue);
    }

    private void performance(
            String of,
            String campaign,
            LocalDate day,
            String spend,
            String impressions,
            String clicks,
            String conversions,
            String revenue) {
        given().contentType("application/json")
                .body("[{\"date\":\"" + day + "\",\"platform\":\"meta\",\"accountId\":\"" + of + "\",\"campaignId\":\""
                        + account + campaign
                        + "\",\"campaignName\":\"a campaign\",\"currency\":\"USD\",\"spend\":" + spend
                        + ",\"impressions\":" + impressions
                        + ",\"clicks\":" + clicks + ",\"conversions\":" + conversions + ",\"revenue\":" + revenue
                        + "}]")
                .post("/api/performance?source=a-test")
                .then()
                .statusCode(200)
                .body("rejected", org.hamcrest.Matchers.equalTo(0));
    }

    private List<String> values() {
        return Sql.using(
                database,
                "reading",
                sql -> sql.list(
                        "SELECT date || ' ' || key || ' ' || trim_scale(value) || ' ' || coalesce(unit, 'null') FROM sandbox.databox_values"
                                + " WHERE attributes ->> 'account' LIKE ? || '%'",
                        row -> row.getString(1), account));
    }

    private List<String> bodies() {
        return given().get("/sandbox/requests").jsonPath().getList("findAll {it.uri == '/databox/data'}.body");
    }

    private void change(String sql, Object... values) {
        Sql.using(database, "preparing", sqls -> sqls.run(sql, values));
    }
}
