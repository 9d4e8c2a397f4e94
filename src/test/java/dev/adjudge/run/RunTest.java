package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The main job over HTTP: rows in, a run, and every decision read back with its reasons. */
@QuarkusTest
class RunTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject
    ObjectMapper json;

    @Inject
    DataSource database;

    private String account;
    private String costly;
    private String healthy;

    @BeforeEach
    void anAccountOfItsOwn() {
        account = "acc-" + UUID.randomUUID();
        costly = "costly-" + account;
        healthy = "healthy-" + account;
        StringBuilder rows = new StringBuilder();
        for (int age = 1; age <= 20; age++) {
            // 9 conversions for 612.40 in the last week
            rows.append(row(costly, age, age == 1 ? "252.40" : "60.00", age <= 2 ? 2 : 1));
            rows.append(row(healthy, age, "60.00", 3));
        }
        JsonNode report = tree(given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/performance?source=run-test"));
        assertThat(report.path("accepted").asInt()).as(report.toString()).isEqualTo(40);
    }

    @Test
    void concludes_what_the_rules_want_with_the_reason_in_numbers() {
        JsonNode run = run("{\"accountIds\":[\"%s\"]}".formatted(account));

        assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("completed");
        assertThat(run.path("asOf").asText()).isEqualTo(TODAY.toString());
        assertThat(run.at("/progress/done").asInt()).isEqualTo(2);
        assertThat(run.at("/counts/subjects").asInt()).isEqualTo(2);
        assertThat(run.at("/counts/matched").asInt()).isEqualTo(1);
        assertThat(run.at("/counts/allowed").asInt()).isEqualTo(1);
        assertThat(run.at("/facts/rules").properties())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getValue().asInt()).isEqualTo(1));
        JsonNode decision = decisions("run=" + run.path("id").asText())[0];
        assertThat(decision.at("/subject/id").asText()).isEqualTo(costly);
        assertThat(decision.at("/release/hash").asText()).startsWith("sha256:");
        assertThat(decision.at("/facts/d7/spend").decimalValue()).isEqualByComparingTo("612.40");
        assertThat(decision.at("/facts/d7/cpl").decimalValue()).isEqualByComparingTo("68.0444");
        JsonNode verdict = decision.at("/verdicts/0");
        assertThat(verdict.path("rule").asText()).isEqualTo("High CPL Pause");
        assertThat(verdict.path("verdict").asText()).isEqualTo("allowed");
        assertThat(verdict.path("reason").asText())
                .isEqualTo("CPL 68.04 over 7 days is above 50 with 9 conversions and 612.40 spent");
        assertThat(verdict.at("/action/kind").asText()).isEqualTo("pause");
        assertThat(verdict.at("/action/before").asText()).isEqualTo("active");
        assertThat(verdict.at("/action/after").asText()).isEqualTo("paused");
        assertThat(verdict.at("/matched/row").asInt()).isEqualTo(1);
        assertThat(verdict.at("/matched/model").asText()).isEqualTo("Campaign Optimization");
    }

    @Test
    void shows_one_decision_whole_with_its_action() {
        String run =
                run("{\"accountIds\":[\"%s\"]}".formatted(account)).path("id").asText();
        String id = decisions("run=" + run)[0].path("id").asText();

        JsonNode decision = tree(given().get("/api/decisions/" + id));

        assertThat(decision.path("id").asText()).isEqualTo(id);
        assertThat(decision.at("/actions/0/kind").asText()).isEqualTo("pause");
        assertThat(decision.at("/actions/0/decisionId").asText()).isEqualTo(id);
    }

    @Test
    void the_same_run_twice_has_one_effect() throws SQLException {
        String batch = given().post("/api/ingest/meta?from=" + TODAY.minusDays(30) + "&to=" + TODAY.minusDays(1))
                .header("Location");
        String body = "{\"accountIds\":[\"1010123456789\"]}";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tree(given().get(batch)).path("status").asText().equals("completed"));
        JsonNode first = run(body);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        count("SELECT count(*) FROM optimization_actions WHERE status IN ('ready', 'executing')") == 0);
        long writes = count("SELECT count(*) FROM sandbox.writes");

        JsonNode second = run(body);

        assertThat(first.at("/counts/allowed").asInt()).isPositive();
        assertThat(writes).isPositive();
        assertThat(second.at("/counts/allowed").asInt()).as(second.toString()).isZero();
        assertThat(count("SELECT count(*) FROM sandbox.writes")).isEqualTo(writes);
        assertThat(count("SELECT count(*) FROM campaigns WHERE account_id = '1010123456789' AND status = 'paused'"))
                .isPositive();
    }

    @Test
    void a_dry_run_decides_but_does_nothing() {
        JsonNode run = run("{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account));

        assertThat(run.path("dryRun").asBoolean()).isTrue();
        assertThat(run.at("/counts/allowed").asInt()).isEqualTo(1);
        assertThat(decisions("run=" + run.path("id").asText())).hasSize(1);
        assertThat(tree(given().get("/api/actions?subject=" + costly)).path("items"))
                .isEmpty();
    }

    @Test
    void says_why_a_rule_did_not_speak() {
        String run =
                run("{\"accountIds\":[\"%s\"]}".formatted(account)).path("id").asText();

        JsonNode spared = tree(given().queryParam("run", run)
                .queryParam("subject", "meta:" + healthy)
                .queryParam("rule", "High CPL Pause")
                .get("/api/decisions/why-not"));
        JsonNode hit = tree(
                given().queryParam("run", run).queryParam("subject", costly).get("/api/decisions/why-not"));

        assertThat(spared.at("/rules/0/outcome").asText()).isEqualTo("no-hit");
        assertThat(spared.at("/rules/0/failed/value").decimalValue()).isEqualByComparingTo("20");
        assertThat(hit.path("rules")).hasSize(8);
        assertThat(hit.at("/rules/0/outcome").asText()).isEqualTo("hit");
        assertThat(hit.at("/rules/1/outcome").asText()).isEqualTo("no-hit");
    }

    @Test
    void says_that_a_run_did_not_look_at_a_campaign() {
        String run = run("{\"accountIds\":[\"nobody\"]}").path("id").asText();

        JsonNode answer = tree(given().queryParam("run", run)
                .queryParam("subject", "meta:" + costly)
                .queryParam("rule", "High CPL Pause")
                .get("/api/decisions/why-not"));

        assertThat(answer.at("/rules/0/outcome").asText()).isEqualTo("no-hit");
        assertThat(answer.at("/rules/0/failed").isNull()).isTrue();
        assertThat(answer.at("/rules/0/reason").asText())
                .isEqualTo("the run was asked for account nobody only; this campaign is in " + account);
    }

    @Test
    void shows_a_campaign_with_the_windows_that_rules_see() {
        JsonNode campaign = tree(given().get("/api/campaigns/meta/" + costly));

        assertThat(campaign.path("campaignId").asText()).isEqualTo(costly);
        assertThat(campaign.at("/windows/d7/spend").decimalValue()).isEqualByComparingTo("612.40");
        assertThat(campaign.at("/windows/p7/days").asInt()).isEqualTo(7);
    }

    @Test
    void lists_campaigns_with_the_windows_that_rules_see() {
        JsonNode items =
                tree(given().get("/api/campaigns?accountId=" + account)).path("items");

        assertThat(items).hasSize(2);
        assertThat(items.at("/0/campaignId").asText()).isEqualTo(costly);
        assertThat(items.at("/0/windows/d7/spend").decimalValue()).isEqualByComparingTo("612.40");
        assertThat(items.at("/0/asOf").asText()).isEqualTo(TODAY.toString());
        assertThat(items.at("/1/campaignId").asText()).isEqualTo(healthy);
        assertThat(items.at("/1/windows/d7/spend").decimalValue()).isEqualByComparingTo("420");
        assertThat(tree(given().get("/api/campaigns?accountId=nobody-" + account))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void filters_by_rule_action_and_verdict_of_one_and_the_same_verdict() {
        String run =
                run("{\"accountIds\":[\"%s\"]}".formatted(account)).path("id").asText();

        assertThat(decisions("run=" + run + "&rule=High%20CPL%20Pause&action=pause&verdict=allowed"))
                .hasSize(1);
        assertThat(decisions("run=" + run + "&rule=High%20CPL%20Pause&verdict=held"))
                .isEmpty();
        assertThat(decisions("subject=" + costly + "&platform=meta")).hasSize(1);
        assertThat(decisions("subject=meta:" + costly)).hasSize(1);
        assertThat(decisions("subject=" + costly + "&platform=google_ads")).isEmpty();
        assertThat(decisions("subject=" + costly + "&to=2020-01-01&from=2019-12-01"))
                .isEmpty();
    }

    @Test
    void answers_at_once_with_the_place_to_look_unless_asked_to_wait() {
        Response response = given().contentType("application/json")
                .body("{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account))
                .post("/api/runs");

        assertThat(response.statusCode()).isEqualTo(202);
        String location = response.header("Location");
        assertThat(location).contains("/api/runs/");
        assertThat(given().get(location).statusCode()).isEqualTo(200);
    }

    @Test
    void gives_the_stored_answer_to_a_request_that_is_sent_again() {
        String key = UUID.randomUUID().toString();
        String body = "{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account);

        JsonNode first = tree(given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/runs"));
        JsonNode again = tree(given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/runs"));
        int other = given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body("{}")
                .post("/api/runs")
                .statusCode();

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(other).isEqualTo(422);
    }

    @Test
    void refuses_what_can_not_be_evaluated_and_points_at_it() {
        Response response = given().contentType("application/json")
                .body("{\"asOf\":\"2999-01-01\",\"releaseId\":999999,\"platforms\":[\"\"]}")
                .post("/api/runs");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getList("errors.pointer"))
                .containsExactlyInAnyOrder("/asOf", "/releaseId", "/platforms/0");
        assertThat(given().get("/api/runs/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(given().get("/api/runs/x").statusCode()).isEqualTo(404);
        assertThat(given().get("/api/runs?limit=101").statusCode()).isEqualTo(422);
        assertThat(given().get("/api/runs?after=nonsense").statusCode()).isEqualTo(422);
        given().get("/api/runs?limit=x")
                .then()
                .statusCode(422)
                .body("detail", equalTo("limit is 'x'; it must be a whole number"))
                .body("errors[0].pointer", equalTo("limit"));
        assertThat(given().get("/api/decisions?verdict=maybe").statusCode()).isEqualTo(422);
        assertThat(given().urlEncodingEnabled(false)
                        .get("/api/decisions?subject=%00")
                        .body()
                        .asString())
                .contains("NUL")
                .doesNotContain("encoding");
        assertThat(given().get("/api/decisions/why-not?subject=a").statusCode()).isEqualTo(422);
        assertThat(given().contentType("application/json")
                        .body("{\"asOf\":\"2026-02-31\"}")
                        .post("/api/runs")
                        .statusCode())
                .isEqualTo(422);
        assertThat(given().contentType("application/json")
                        .body("{\"asOf\":")
                        .post("/api/runs")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void does_not_act_on_an_old_date_nor_on_a_day_that_is_not_over_nor_on_nothing_said() {
        for (String body : new String[] {
            "{\"asOf\":\"%s\"}".formatted(TODAY.minusDays(2)),
            "{\"asOf\":\"%s\",\"dryRun\":true}".formatted(TODAY.plusDays(1))
        }) {
            assertThat(given().contentType("application/json")
                            .body(body)
                            .post("/api/runs")
                            .jsonPath()
                            .getList("errors.pointer"))
                    .as(body)
                    .containsExactly("/asOf");
        }
        for (String body : new String[] {"", "null"}) {
            assertThat(given().contentType("application/json")
                            .body(body)
                            .post("/api/runs")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_run_as_of_a_past_day_does_not_know_what_was_done_since() throws SQLException {
        run("{\"accountIds\":[\"%s\"]}".formatted(account));
        execute("UPDATE optimization_actions SET status = 'done', action_taken = true WHERE campaign_id = '" + costly
                + "'");

        JsonNode today = run("{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account));
        JsonNode past =
                run("{\"accountIds\":[\"%s\"],\"dryRun\":true,\"asOf\":\"%s\"}".formatted(account, TODAY.minusDays(3)));

        assertThat(today.at("/counts/suppressed").asInt()).as(today.toString()).isEqualTo(1);
        assertThat(past.at("/counts/allowed").asInt()).as(past.toString()).isEqualTo(1);
    }

    @Test
    void a_decision_can_be_proved_against_the_entry_of_its_run() throws SQLException {
        String run =
                run("{\"accountIds\":[\"%s\"]}".formatted(account)).path("id").asText();
        String id = decisions("run=" + run)[0].path("id").asText();

        JsonNode proof = tree(given().get("/api/audit/decisions/" + id));
        JsonNode entry = tree(given().get("/api/audit?subject=run:" + run)).at("/items/0/entry");
        execute("UPDATE decisions SET verdicts = jsonb_set(verdicts, '{0,reason}', '\"because\"') WHERE id = '" + id
                + "'");
        JsonNode tampered = tree(given().get("/api/audit/decisions/" + id));

        assertThat(proof.path("holds").asBoolean()).as(proof.toString()).isTrue();
        assertThat(entry.path("kind").asText()).isEqualTo("run.completed");
        assertThat(entry.at("/after/root")).isEqualTo(proof.path("root"));
        assertThat(entry.at("/after/decisions").asInt()).isEqualTo(1);
        assertThat(entry.at("/after/counts/allowed").asInt()).isEqualTo(1);
        assertThat(tampered.path("holds").asBoolean()).isFalse();
        assertThat(given().get("/api/audit/decisions/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void pages_through_runs_newest_first() {
        String first = run("{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account))
                .path("id")
                .asText();
        String second = run("{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(account))
                .path("id")
                .asText();

        JsonNode page = tree(given().get("/api/runs?limit=1"));
        JsonNode next = tree(
                given().get("/api/runs?limit=1&after=" + page.path("nextCursor").asText()));

        assertThat(page.at("/items/0/id").asText()).isEqualTo(second);
        assertThat(next.at("/items/0/id").asText()).isEqualTo(first);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String select) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        }
    }

    private JsonNode run(String body) {
        return tree(given().contentType("application/json")
                .header("Prefer", "wait=60")
                .body(body)
                .post("/api/runs"));
    }

    private JsonNode[] decisions(String query) {
        JsonNode items = tree(given().urlEncodingEnabled(false).get("/api/decisions?" + query))
                .path("items");
        return StreamSupport.stream(items.spliterator(), false).toArray(JsonNode[]::new);
    }

    private JsonNode tree(Response response) {
        try {
            return json.readTree(response.asString());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(response.asString(), e);
        }
    }

    private String row(String campaign, int age, String spend, int conversions) {
        return """
                {"date":"%s","platform":"meta","accountId":"%s","campaignId":"%s","campaignName":"%s","currency":"USD","spend":%s,"impressions":5000,"clicks":90,"conversions":%d,"revenue":%s}
                """.formatted(TODAY.minusDays(age), account, campaign, campaign, spend, conversions, "150.00");
    }
}
