package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three recorded decisions: costly (allowed to pause), held (a pause with unknown age) and healthy (no verdict). */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionQueryTest {

    private final ObjectMapper json = new ObjectMapper();
    private String run = "";

    @BeforeEach
    void three_decisions() throws IOException {
        if (!run.isEmpty()) {
            return;
        }
        String mark = UUID.randomUUID().toString();
        String body = "["
                + question("costly-" + mark, "act-1", "\"spend\":612.40,\"conversions\":9,\"revenue\":300", 60)
                + ","
                + question("young-" + mark, "act-2", "\"spend\":900,\"conversions\":10,\"revenue\":100", 3)
                + ","
                + question("=healthy-" + mark, "act-3", "\"spend\":50,\"conversions\":10,\"revenue\":100", 60)
                + "]";
        JsonNode decisions = json.readTree(given().contentType("application/json")
                .body(body)
                .post("/api/decide/campaigns?record=true")
                .asString());
        run = json.readTree(
                        given().get("/api/decisions/" + decisions.at("/0/id").asText())
                                .asString())
                .path("run")
                .asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "facts.d7.cpl > 30 and action = \"pause\" | costly, young",
                "facts.d7.cpl > 68.04 and facts.d7.cpl < 68.05 | costly",
                "facts.d7.spend = 612.4 | costly",
                "facts.d7.cpl between 60 and 70 | costly",
                "facts.d7.cpl in [60..70] | costly",
                "facts.d7.cpl in (90..100] | ",
                "facts.d7.cpl in (< 10, > 80) | young, =healthy",
                "facts.d7.conversions in (9, 11) | costly",
                "action in (\"pause\", \"notify\") | costly, young",
                "verdict = \"allowed\" | costly",
                "verdict = \"suppressed\" and list contains(guardrails, \"service-gate\") | young",
                "not(facts.d7.cpl > 30) | =healthy",
                "facts.d14.spend = null | costly, young, =healthy",
                "facts.d14.spend > 0 or facts.d7.spend > 800 | young",
                "facts.d14.spend != null | ",
                "contains(rule, \"CPL\") and starts with(rule, \"High\") and ends with(rule, \"Pause\") | costly, young",
                "contains(lower case(reason), \"days since launch\") | young",
                "string length(subject) > 42 | costly, =healthy",
                "facts.d7.spend - facts.d7.revenue > 500 | young",
                "facts.d7.spend / facts.d14.spend > 1 | ",
                "facts.d7.revenue / (facts.d7.conversions - 10) > 1 | ",
                "-facts.d7.spend < -800 | young",
                "facts.campaign.accountId = account and account = \"act-3\" | =healthy",
                "facts.campaign.status = \"active\" and platform = \"meta\" | costly, young, =healthy",
                "facts.daysSinceLaunch <= 14 | young",
                "facts.asOf > date(\"2026-01-01\") and facts.d7.to < facts.asOf | costly, young, =healthy",
                "createdAt > @\"2026-01-01T00:00:00Z\" | costly, young, =healthy",
                "createdAt < date and time(\"2026-01-01T00:00:00\") | ",
                "facts.campaign.dailyBudget >= 100 and after > 100 | ",
                "action = null | =healthy",
                "facts.d7.cpl > 30 or action = \"pause\" | costly, young",
                "facts.d7.cpl < 30 or action = \"pause\" | costly, young, =healthy",
                "true | costly, young, =healthy",
                "rule = \"x' OR 1=1 --\" | ",
            })
    void answers_a_feel_expression(String q, String subjects) throws IOException {
        JsonNode found = json.readTree(ask(q).asString());

        assertThat(found.path("items"))
                .as(found.toString())
                .extracting(decision -> decision.at("/subject/id").asText().split("-")[0])
                .containsExactlyInAnyOrder(subjects == null ? new String[0] : subjects.split(", "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "facts.d7.cpl >",
                "facts.d7.cpl > 30 and",
                "facts.d7.cpl",
                "facts.d7",
                "facts.d8.cpl > 1",
                "facts.d7.cpl > \"30\"",
                "facts.d7.cpl > null",
                "action = 1",
                "action and true",
                "not(action)",
                "cost > 30",
                "1 + 1",
                "\"a\" + \"b\" = \"ab\"",
                "facts.asOf > @\"2026-02-31\"",
                "facts.asOf > @\"2026-01-01T00:00:00Z\"",
                "guardrails = \"cooldown\"",
                "some v in verdicts satisfies v.rule = \"a\"",
                "for i in 1..1000000000 return i",
                "if true then true else false",
                "count(facts) > 1",
                "string length(subject, 1) > 1",
                "facts.d7.cpl ** 2 > 1",
                "{a: 1}.a = 1",
                "action in []",
                "facts.d7.cpl > 1e999",
                "contains(rule: \"a\", match: \"b\")",
            })
    void says_what_of_an_expression_it_can_not_ask(String q) {
        Response response = ask(q);

        assertThat(response.statusCode()).as(response.asString()).isEqualTo(422);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("errors[0].pointer")).isEqualTo("q");
    }

    @Test
    void names_the_place_and_what_there_is_instead() {
        assertThat(ask("facts.d7.spend > 1 and facts.d7.cost > 3").jsonPath().getString("detail"))
                .startsWith(
                        "q, at character 24, \"facts.d7.cost\": a decision has no 'facts.d7.cost'; it has facts.d7.clicks");
        assertThat(ask("facts.d7.cpl > \"30\"").jsonPath().getString("detail"))
                .isEqualTo("q, at character 1, \"facts.d7.cpl > \"30\"\": a number can't be compared with a text here");
    }

    @Test
    void survives_expressions_of_any_size() {
        assertThat(ask("not(".repeat(300) + "true" + ")".repeat(300)).statusCode())
                .isIn(200, 422);
        assertThat(ask("(".repeat(500) + "true" + ")".repeat(500)).statusCode()).isIn(200, 422);
        assertThat(ask("true or ".repeat(240) + "true").statusCode()).isEqualTo(200);
        assertThat(ask("a".repeat(5_000)).statusCode()).isIn(414, 422);
    }

    @Test
    void exports_the_whole_result_as_csv_that_no_spreadsheet_runs() {
        Response csv = given().accept("text/csv").queryParam("run", run).get("/api/decisions");

        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.contentType()).isEqualTo("text/csv;charset=UTF-8;header=present");
        List<String> lines = csv.asString().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo(
                        "id,createdAt,run,platform,account,subject,release,releaseHash,rule,action,before,after,verdict,"
                                + "reason,d7.spend,d7.impressions,d7.clicks,d7.conversions,d7.revenue,d7.cpl,d7.roas,d7.ctr");
        assertThat(lines).anySatisfy(line -> assertThat(line)
                .contains("High CPL Pause,pause,active,paused,allowed,", ",612.40,", ",68.0444,0.4899,"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains(",'=healthy-"));
    }

    @Test
    void exports_the_whole_result_as_ndjson_with_the_filters_of_the_list() throws IOException {
        Response lines = given().accept("application/x-ndjson")
                .queryParam("run", run)
                .queryParam("q", "verdict = \"allowed\"")
                .get("/api/decisions");

        assertThat(lines.contentType()).startsWith("application/x-ndjson");
        List<String> found = lines.asString().lines().toList();
        assertThat(found).hasSize(1);
        assertThat(json.readTree(found.get(0)).at("/verdicts/0/rule").asText()).isEqualTo("High CPL Pause");
        assertThat(given().accept("text/csv")
                        .queryParam("q", "nonsense >")
                        .get("/api/decisions")
                        .statusCode())
                .isEqualTo(422);
        assertThat(given().accept("image/png").get("/api/decisions").statusCode())
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void an_export_that_fails_is_no_export(String type) {
        Response failed = given().accept(type)
                .queryParam("run", run)
                .queryParam("q", "subject = \"\\u0000\"")
                .get("/api/decisions");

        assertThat(failed.statusCode()).isEqualTo(422);
    }

    private Response ask(String q) {
        return given().queryParam("run", run).queryParam("q", q).get("/api/decisions");
    }

    private static String question(String id, String account, String lastWeek, int age) {
        return """
                {"campaign":{"platform":"meta","accountId":"%s","campaignId":"%s","dailyBudget":100,"currency":"USD","startDate":"%s"},"windows":{"d7":{%s},"d14":{"impressions":90000}}}\
                """.formatted(account, id, LocalDate.now(ZoneOffset.UTC).minusDays(age), lastWeek);
    }
}
