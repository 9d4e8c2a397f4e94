package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DecideApiTest {

    private static final String COSTLY =
            "\"spend\":612.40,\"impressions\":48210,\"clicks\":690,\"conversions\":9,\"revenue\":300.00";

    @Inject
    DataSource database;

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Test
    void decides_on_the_facts_it_is_given_with_reason_and_matched_row() throws IOException {
        JsonNode decision = tree(post("/api/decide/campaign", question("23851", COSTLY, "")));

        assertThat(decision.at("/subject").toString())
                .isEqualTo("{\"kind\":\"campaign\",\"platform\":\"meta\",\"id\":\"23851\"}");
        assertThat(decision.at("/release/hash").asText()).startsWith("sha256:");
        assertThat(decision.at("/facts/d7/cpl").decimalValue()).isEqualByComparingTo("68.0444");
        assertThat(decision.at("/facts/d7/roas").decimalValue()).isEqualByComparingTo("0.4899");
        JsonNode verdict = decision.at("/verdicts/0");
        assertThat(verdict.path("rule").asText()).isEqualTo("High CPL Pause");
        assertThat(verdict.path("verdict").asText()).isEqualTo("allowed");
        assertThat(verdict.path("reason").asText())
                .isEqualTo("CPL 68.04 over 7 days is above 50 with 9 conversions and 612.40 spent");
        assertThat(verdict.path("action").toString())
                .isEqualTo("{\"kind\":\"pause\",\"before\":\"active\",\"after\":\"paused\"}");
        assertThat(verdict.at("/matched/row").asInt()).isEqualTo(1);
        assertThat(verdict.at("/matched/ruleId").asText()).startsWith("_");
    }

    @Test
    void stores_nothing_unless_asked_to() throws IOException, SQLException {
        long before = count("SELECT count(*) FROM decisions");

        JsonNode decision = tree(post("/api/decide/campaign", question("unrecorded", COSTLY, "")));

        assertThat(decision.path("recorded").asBoolean()).isFalse();
        assertThat(count("SELECT count(*) FROM decisions")).isEqualTo(before);
    }

    @Test
    void records_when_asked_also_what_matched_no_rule_and_carries_out_nothing() throws IOException, SQLException {
        String costly = "costly-" + UUID.randomUUID();
        String healthy = "healthy-" + UUID.randomUUID();
        JsonNode decisions = tree(post(
                "/api/decide/campaigns?record=true",
                "[" + question(costly, COSTLY, "") + "," + question(healthy, "\"spend\":10,\"impressions\":100", "")
                        + "]"));

        JsonNode stored =
                tree(given().get("/api/decisions/" + decisions.at("/0/id").asText()));
        assertThat(stored.at("/verdicts")).isEqualTo(decisions.at("/0/verdicts"));
        assertThat(stored.at("/facts")).isEqualTo(decisions.at("/0/facts"));
        assertThat(stored.at("/actions")).isEmpty();
        JsonNode spared =
                tree(given().get("/api/decisions/" + decisions.at("/1/id").asText()));
        assertThat(spared.at("/verdicts")).isEmpty();
        JsonNode run = tree(given().get("/api/runs/" + stored.path("run").asText()));
        assertThat(run.path("trigger").asText()).isEqualTo("decide");
        assertThat(run.path("dryRun").asBoolean()).isTrue();
        assertThat(run.at("/counts/subjects").asInt()).isEqualTo(2);
        assertThat(run.at("/counts/matched").asInt()).isEqualTo(1);
        JsonNode why = tree(given().queryParam("run", run.path("id").asText())
                .queryParam("subject", "meta:" + healthy)
                .get("/api/decisions/why-not"));
        assertThat(why.path("status").asInt()).as(why.toString()).isNotEqualTo(500);
        assertThat(count("SELECT count(*) FROM optimization_actions WHERE campaign_id = '" + costly + "'"))
                .isZero();
    }

    @Test
    void a_flag_is_true_or_false() {
        assertThat(post("/api/decide/campaign?record=maybe", question("unrecorded", COSTLY, ""))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void the_same_key_records_once() throws IOException, SQLException {
        String key = UUID.randomUUID().toString();
        String campaign = "once-" + key;
        List<JsonNode> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(tree(given().contentType("application/json")
                    .header("Idempotency-Key", key)
                    .body(question(campaign, COSTLY, ""))
                    .post("/api/decide/campaign?record=true")));
        }

        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(count("SELECT count(*) FROM decisions WHERE subject_id = '" + campaign + "'"))
                .isOne();
    }

    @Test
    void campaigns_of_one_request_see_each_other() throws IOException {
        String five = IntStream.range(0, 5)
                .mapToObj(i -> question("blast-" + i, COSTLY, ""))
                .collect(Collectors.joining(",", "[", "]"));

        JsonNode decisions = tree(post("/api/decide/campaigns", five));

        assertThat(decisions).hasSize(5);
        assertThat(decisions)
                .allSatisfy(decision ->
                        assertThat(decision.at("/verdicts/0/verdict").asText()).isEqualTo("held"));
        assertThat(decisions.at("/4/verdicts/0/guardrails").toString()).contains("blast-radius");
        assertThat(decisions.at("/4/subject/id").asText()).isEqualTo("blast-4");
    }

    @Test
    void an_account_is_what_the_caller_says_of_it() throws IOException {
        String account = ",\"account\":{\"activeCampaigns\":1000,\"dailyBudget\":100000}";
        String five = IntStream.range(0, 5)
                .mapToObj(i -> question("large-" + i, COSTLY, account))
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(tree(post("/api/decide/campaigns", five)))
                .allSatisfy(decision ->
                        assertThat(decision.at("/verdicts/0/verdict").asText()).isEqualTo("allowed"));
    }

    @Test
    void cools_down_after_the_actions_it_is_told_of() throws IOException {
        String recent = ",\"recentActions\":[{\"kind\":\"pause\",\"rule\":\"High CPL Pause\",\"at\":\""
                + Instant.now().minus(2, ChronoUnit.HOURS) + "\"}]";

        JsonNode verdict = tree(post("/api/decide/campaign", question("cooling", COSTLY, recent)))
                .at("/verdicts/0");

        assertThat(verdict.path("verdict").asText()).isEqualTo("suppressed");
        assertThat(verdict.at("/guardrails/0/guardrail").asText()).isEqualTo("cooldown");
    }

    @Test
    void a_figure_that_is_missing_is_never_taken_for_granted() throws IOException {
        String question =
                "{\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{" + COSTLY + "}}}";

        JsonNode verdict = tree(post("/api/decide/campaign", question)).at("/verdicts/0");

        assertThat(verdict.path("verdict").asText()).isNotEqualTo("allowed");
        assertThat(verdict.at("/guardrails/0/guardrail").asText()).isNotEmpty();
    }

    @Test
    void answers_a_stream_line_by_line_while_it_comes() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/decide/campaigns")
                        .toURL()
                        .openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setChunkedStreamingMode(0);
        connection.setRequestProperty("Content-Type", "application/x-ndjson");
        connection.setRequestProperty("Authorization", SignedIn.AUTHORIZATION);
        int lines = 3_000;
        try (OutputStream out = connection.getOutputStream()) {
            for (int i = 0; i < lines; i++) {
                String line = i == 1_000 ? "{\"campaign\":" : i == 2_000 ? "" : question("line-" + i, COSTLY, "");
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        List<JsonNode> answers = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                answers.add(json.readTree(line));
            }
        }

        assertThat(answers).hasSize(lines - 1);
        assertThat(answers.get(999).at("/subject/id").asText()).isEqualTo("line-999");
        assertThat(answers.get(999).at("/verdicts/0/verdict").asText()).isEqualTo("allowed");
        assertThat(answers.get(1_000).path("line").asInt()).isEqualTo(1_001);
        assertThat(answers.get(1_000).at("/problem/status").asInt()).isEqualTo(400);
        assertThat(answers.get(lines - 2).at("/subject/id").asText()).isEqualTo("line-2999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "/campaign | {}",
                "/windows | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"}}",
                "/windows | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{}}",
                "/windows/d8 | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d8\":{}}}",
                "/campaign/platform | {\"campaign\":{\"platform\":\"myspace\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}}}",
                "/campaign/campaignId | {\"campaign\":{\"platform\":\"meta\"},\"windows\":{\"d7\":{}}}",
                "/campaign/status | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"status\":\"on\"},\"windows\":{\"d7\":{}}}",
                "/campaign/currency | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"currency\":\"XXXX\"},\"windows\":{\"d7\":{}}}",
                "/campaign/dailyBudget | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"dailyBudget\":\"12\"},\"windows\":{\"d7\":{}}}",
                "/campaign/dailyBudget | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"dailyBudget\":-1},\"windows\":{\"d7\":{}}}",
                "/campaign/daysSinceLaunch | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"daysSinceLaunch\":1.5},\"windows\":{\"d7\":{}}}",
                "/campaign/budget | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\",\"budget\":1},\"windows\":{\"d7\":{}}}",
                "/windows/d7/spend | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"spend\":-1}}}",
                "/windows/d7/spend | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"spend\":1e400}}}",
                "/windows/d7/spend | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"spend\":\"a lot\"}}}",
                "/windows/d7/spend | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"spend\":[1]}}}",
                "/windows/d7/impressions | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"impressions\":1.5}}}",
                "/windows/d7/impressions | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"impressions\":1e999999999}}}",
                "/windows/d7/clicks | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"impressions\":1,\"clicks\":2}}}",
                "/windows/d7/days | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"days\":8}}}",
                "/windows/d7/cpl | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"cpl\":68}}}",
                "/windows/d7/cpl | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{\"spend\":100,\"conversions\":10,\"cpl\":11}}}",
                "/asOf | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"asOf\":\"2999-01-01\"}",
                "/asOf | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"asOf\":\"2026-02-31\"}",
                "/recentActions/0/kind | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"recentActions\":[{\"kind\":\"fire\"}]}",
                "/recentActions/0/kind | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"recentActions\":[null]}",
                "/recentActions/0/at | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"recentActions\":[{\"kind\":\"pause\",\"at\":\"2999-01-01T00:00:00Z\"}]}",
                "/account/activeCampaigns | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"account\":{\"activeCampaigns\":-1,\"dailyBudget\":1}}",
                "/account/dailyBudget | {\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"a\"},\"windows\":{\"d7\":{}},\"account\":{\"activeCampaigns\":1}}",
            })
    void says_what_is_wrong_and_where(String pointer, String body) {
        Response one = post("/api/decide/campaign", body);
        Response second = post("/api/decide/campaigns", "[" + question("fine", COSTLY, "") + "," + body + "]");

        assertThat(one.statusCode()).as(one.asString()).isEqualTo(422);
        assertThat(one.contentType()).startsWith("application/problem+json");
        assertThat(one.jsonPath().getList("errors.pointer")).contains(pointer);
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.jsonPath().getList("errors.pointer")).contains("/1" + pointer);
    }

    @Test
    void refuses_bodies_that_are_no_question() {
        assertThat(post("/api/decide/campaign", "").statusCode()).isIn(400, 422);
        assertThat(post("/api/decide/campaign", "null").statusCode()).isEqualTo(422);
        assertThat(post("/api/decide/campaign", "[]").statusCode()).isEqualTo(422);
        assertThat(post("/api/decide/campaign", "{\"campaign\":").statusCode()).isEqualTo(400);
        assertThat(post("/api/decide/campaign", "{\"campaign\":NaN}").statusCode())
                .isEqualTo(400);
        assertThat(post("/api/decide/campaigns", "[]").statusCode()).isEqualTo(422);
        assertThat(post("/api/decide/campaigns", "{}").statusCode()).isEqualTo(422);
        assertThat(post("/api/decide/campaigns", "[" + "{},".repeat(1_000) + "{}]")
                        .statusCode())
                .isEqualTo(422);
        assertThat(given().contentType("text/plain")
                        .body("a")
                        .post("/api/decide/campaign")
                        .statusCode())
                .isEqualTo(415);
        Response twice = post(
                "/api/decide/campaigns",
                "[" + question("twice", COSTLY, "") + "," + question("twice", COSTLY, "") + "]");
        assertThat(twice.jsonPath().getList("errors.pointer")).containsExactly("/1/campaign");
    }

    private static String question(String id, String lastWeek, String more) {
        return """
                {"campaign":{"platform":"meta","accountId":"act_1","campaignId":"%s","status":"active","dailyBudget":100,"currency":"USD","startDate":"%s"},"windows":{"d7":{%s},"d14":{"impressions":90000}}%s}\
                """.formatted(id, LocalDate.now(ZoneOffset.UTC).minusDays(60), lastWeek, more);
    }

    private static Response post(String path, String body) {
        return given().contentType("application/json").body(body).post(path);
    }

    private JsonNode tree(Response response) throws IOException {
        return json.readTree(response.asString());
    }

    private long count(String select) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        }
    }
}
