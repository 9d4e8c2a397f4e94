package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Until;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pauses that end on a condition: a run that acts finds it true, or not, or can't tell. */
@QuarkusTest
class ReturningTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject
    Actions actions;

    private final String account = "acc-" + UUID.randomUUID();
    private final Subject campaign = Subject.campaign("pretend", account, "c-" + account);

    @Test
    void the_first_run_that_finds_it_true_lets_the_campaign_go_on() {
        UUID pause = paused("windows.d7.roas > 2");
        spent(100, 150);
        run(false);
        assertThat(shown(pause).getString("return.status")).isEqualTo("open");
        spent(100, 300);

        run(true);
        assertThat(shown(pause).getString("return.status"))
                .as("a dry run does nothing")
                .isEqualTo("open");
        run(false);

        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        assertThat(actions.end(resume).status()).isEqualTo("done");
        JsonPath done = shown(pause);
        assertThat(done.getString("return.status")).isEqualTo("returned");
        assertThat(done.getString("return.condition")).isEqualTo("windows.d7.roas > 2");
        assertThat(done.getString("return.at")).isNull();
        assertThat(shown(resume).getString("reason"))
                .isEqualTo("returns as 'High CPL Pause' wanted: until windows.d7.roas > 2");
        assertThat(Actions.audited(pause)).contains("action.returning");
        run(false);
        assertThat(given().queryParam("subject", campaign.id())
                        .get("/api/actions")
                        .jsonPath()
                        .getList("items"))
                .hasSize(2);
    }

    @Test
    void a_condition_that_nobody_can_tell_leaves_it_paused_and_is_told_once() {
        UUID pause = paused("d7.roas > 2");

        run(false);
        run(false);

        assertThat(shown(pause).getString("return.status")).isEqualTo("open");
        assertThat(shown(pause).getString("return.trouble")).isEqualTo("nobody knows d7.roas");
        assertThat(Actions.audited(pause)).containsOnlyOnce("action.return_unclear");
        spent(100, 50);
        run(false);
        assertThat(shown(pause).getString("return.trouble")).isNull();
        assertThat(shown(pause).getString("return.status")).isEqualTo("open");
    }

    @Test
    void a_campaign_that_somebody_changed_by_hand_is_theirs_whatever_its_figures_are() {
        UUID pause = paused("d7.roas > 2");
        spent(100, 300);
        for (String[] step : new String[][] {{"paused", "active"}, {"active", "paused"}}) {
            actions.change(
                    "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by) VALUES"
                            + " ('pretend', ?, now(), 'status', ?, ?, 'manual')",
                    campaign.id(),
                    step[0],
                    step[1]);
        }

        run(false);

        assertThat(shown(pause).getString("return.resume")).isNull();
    }

    @Test
    void what_brought_a_campaign_back_counts_from_then() {
        UUID pause = paused("d7.roas > 2");
        actions.change(
                "UPDATE optimization_actions SET created_at = created_at - interval '10 days' WHERE id = ?", pause);
        actions.change(
                "UPDATE runs SET moment = now() - interval '10 days' WHERE id = (SELECT run_id FROM optimization_actions WHERE id = ?)",
                pause);
        spent(100, 300);
        run(false);
        actions.end(UUID.fromString(shown(pause).getString("return.resume")));

        long lately = actions.count(
                "SELECT count(*) FROM counted_actions WHERE campaign_id = ? AND action_type = 'resume'"
                        + " AND moment > now() - interval '1 hour'",
                campaign.id());

        assertThat(lately).isEqualTo(1);
    }

    @Test
    void a_run_that_could_not_let_a_campaign_go_on_did_all_else_and_the_next_one_lets_it() {
        UUID pause = paused("windows.d7.roas > 2");
        spent(100, 300);
        actions.change("ALTER TABLE action_returns ADD CONSTRAINT tested CHECK (action_id <> '" + pause
                + "' OR status = 'open') NOT VALID");
        try {
            assertThat(run(false)).isEqualTo("completed");
        } finally {
            actions.change("ALTER TABLE action_returns DROP CONSTRAINT tested");
        }
        assertThat(shown(pause).getString("return.status")).isEqualTo("open");

        run(false);

        assertThat(shown(pause).getString("return.resume")).isNotNull();
    }

    private UUID paused(String condition) {
        UUID id = actions.allowed(campaign, new Action.Pause("active", new Until.Met(condition)));
        assertThat(actions.end(id).status()).isEqualTo("done");
        return id;
    }

    /** Rows of a platform that is none are refused; the one of another has the month made. */
    private void spent(int spend, int revenue) {
        LocalDate day = TODAY.minusDays(2);
        given().contentType("application/json")
                .body("""
                        [{"date":"%s","platform":"meta","accountId":"%s","campaignId":"other-%s","campaignName":"a","currency":"USD",
                          "spend":1,"impressions":500,"clicks":9,"conversions":1,"revenue":1}]""".formatted(day, account, campaign.id()))
                .post("/api/performance?source=" + account)
                .then()
                .statusCode(200)
                .body("accepted", equalTo(1));
        actions.change(
                "INSERT INTO campaign_performance (date, platform, account_id, campaign_id, campaign_name, currency, spend, impressions,"
                        + " clicks, conversions, revenue, batch_id, known_from) VALUES (?::date, 'pretend', ?, ?, 'a', 'USD', ?, 500, 9, 1, ?,"
                        + " (SELECT id FROM ingest_batches ORDER BY received_at DESC LIMIT 1), now())"
                        + " ON CONFLICT (platform, campaign_id, date) DO UPDATE SET spend = excluded.spend, revenue = excluded.revenue",
                day,
                account,
                campaign.id(),
                spend,
                revenue);
    }

    /** Says how it ended. */
    private String run(boolean dry) {
        return given().contentType("application/json")
                .header("Prefer", "wait=60")
                .body("{\"accountIds\":[\"" + account + "\"],\"dryRun\":" + dry + "}")
                .post("/api/runs")
                .then()
                .statusCode(200)
                .extract()
                .path("status");
    }

    private static JsonPath shown(UUID id) {
        return given().get("/api/actions/" + id).jsonPath();
    }
}
