package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Drafts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the campaigns of the last days say of a release: conflicts, rows that nothing hits, and decisions as its tests. */
@QuarkusTest
class LastDaysTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final String RULES = "dmn/campaign-optimization.dmn";
    private static final String TESTS = "dmn/tests/campaign-optimization.csv";
    private static final String CPL = "_proposals_high_cpl_pause_in2";
    private static final String CONFLICT = "conflict:High CPL Pause / High ROAS Budget Increase";

    @Inject
    DataSource database;

    @Inject
    Drafts drafts;

    private final String account = "acc-" + UUID.randomUUID();

    // ---------------------------------------------------------------------------------------------- conflicts

    @Test
    void a_release_that_makes_two_rules_want_opposite_things_is_told_with_an_example() {
        campaign("good", "120", "6", "600"); // 20 a lead, 5 times its cost: scaled today, and no rule pauses it
        long draft = drafts.of("Pause above 19.99", RULES, CPL, "> 19.99");

        Map<String, Object> conflict = problem(draft, CONFLICT);

        assertThat(conflict)
                .containsEntry("severity", "warning")
                .containsEntry("file", RULES)
                .containsEntry("table", "Proposals")
                .containsEntry("rule", "High CPL Pause / High ROAS Budget Increase");
        assertThat(String.valueOf(conflict.get("message")))
                .contains("both speak of meta:")
                .containsPattern("High CPL Pause wants to pause it \\(CPL [\\d.]+ over 7 days is above 19.99")
                .containsPattern("High ROAS Budget Increase wants a budget of \\d+ in place of \\d+")
                .containsPattern("\\d+ times in the last 30 days, on \\d+ campaigns?");
    }

    @Test
    void a_conflict_that_the_live_release_has_too_is_only_mentioned() {
        campaign("both", "180", "3", "900"); // 60 a lead, and 5 times its cost
        long draft = drafts.of("Pause above 50.0091", RULES, CPL, "> 50.0091");

        assertThat(problem(draft, CONFLICT)).containsEntry("severity", "info");
    }

    private static Map<String, Object> problem(long release, String name) {
        return given().contentType("application/json")
                .post("/api/releases/" + release + "/check")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("problems.find { it.name == '" + name + "' }");
    }

    // ---------------------------------------------------------------------------------------------- coverage

    @Test
    void coverage_counts_the_tests_and_the_campaigns_that_hit_each_row() {
        campaign("dear", "68", "1", "100");
        long draft = drafts.of("Pause Klaviyo", RULES, "_proposals_high_cpl_pause_in1", "\"klaviyo\"");

        JsonPath live = coverage(drafts.live());
        JsonPath drafted = coverage(draft);

        assertThat(live.getInt("days")).isEqualTo(30);
        assertThat(live.getLong("campaigns")).isGreaterThanOrEqualTo(30);
        String high = "rows.find { it.rule == 'High CPL Pause' }.";
        assertThat(live.getMap("rows.find { it.rule == 'High CPL Pause' }"))
                .containsEntry("file", RULES)
                .containsEntry("table", "Proposals")
                .containsEntry("row", 1);
        assertThat(live.getInt(high + "tests")).isPositive();
        assertThat(live.getInt(high + "matches")).isPositive();
        assertThat(drafted.getInt(high + "tests")).isZero();
        assertThat(drafted.getInt(high + "matches")).isZero();
        assertThat(drafted.getInt("tested")).isEqualTo(live.getInt("tested") - 1);
        assertThat(live.getList("rows.findAll { it.table == 'Routing' }.matches", Integer.class))
                .as("which is not about campaigns")
                .hasSize(22)
                .containsOnlyNulls();
        assertThat(live.getInt("rows.find { it.rule == 'Limits for all others' }.matches"))
                .isEqualTo(live.getInt("campaigns"));
        assertThat(live.getInt("rows.find { it.rule == 'Service gate: stop on Meta' }.matches"))
                .isBetween(30, live.getInt("campaigns"));
        given().get("/api/releases/999999/coverage").then().statusCode(404);
    }

    private static JsonPath coverage(long release) {
        return given().get("/api/releases/" + release + "/coverage")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    // ---------------------------------------------------------------------------------------------- decisions as tests

    @Test
    void a_decision_becomes_a_test_that_a_changed_threshold_fails() {
        String decision = decided("dear", "68", "1", "100");
        long draft = drafts.of("Pause above 80", RULES, CPL, "> 80");

        JsonPath made = asTest(decision, Map.of("releaseId", draft, "name", "Summer was, \"dear\""))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(made.getString("file")).isEqualTo(TESTS);
        assertThat(made.getMap("cells"))
                .containsEntry("name", "Summer was, \"dear\"")
                .containsEntry("campaign.platform", "meta")
                .containsEntry("windows.d7.cpl", "68")
                .containsEntry("windows.d7.spend", "476")
                .containsEntry("expected.Proposals.rule", "High CPL Pause")
                .containsEntry("expected.Proposals.action", "pause")
                .containsEntry("expected.Service Gate.minimumDays", "14; 7")
                .doesNotContainKey("windows.d30.cpl");
        List<String> lines = given().get("/api/releases/" + draft + "/files/" + TESTS)
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(made.getInt("line"));
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo(made.getString("csv"))
                .startsWith("\"Summer was, \"\"dear\"\"\",meta,68,");
        assertThat(problems(draft, "test")).anySatisfy(problem -> assertThat(problem)
                .containsEntry("line", made.getInt("line"))
                .containsEntry("column", "expected.Proposals.rule")
                .extractingByKey("message")
                .asString()
                .startsWith("expected High CPL Pause, got nothing"));

        asTest(decision, Map.of("releaseId", draft, "name", "Summer was, \"dear\""))
                .then()
                .statusCode(409)
                .body("detail", containsString("give another name"));
    }

    @Test
    void a_test_of_what_the_release_still_does_passes() {
        String decision = decided("dear", "68", "1", "100");
        long draft = drafts.of("Pause above 50.0092", RULES, CPL, "> 50.0092");

        asTest(decision, Map.of("releaseId", draft)).then().statusCode(200);

        assertThat(problems(draft, "test")).isEmpty();
    }

    @Test
    void where_there_is_no_file_of_tests_one_is_begun_and_new_columns_stand_behind() {
        String decision = decided("dear", "68", "1", "100");
        long draft = drafts.of("Pause above 50.0093", RULES, CPL, "> 50.0093");
        String path = "/api/releases/" + draft + "/files/" + TESTS;
        given().header("If-Match", "*").delete(path).then().statusCode(204);

        asTest(decision, Map.of("releaseId", draft)).then().statusCode(200);

        String begun = given().get(path).asString();
        assertThat(begun.lines().toList()).hasSize(2);
        assertThat(begun).startsWith("name,campaign.platform,windows.d7.");
        assertThat(problems(draft, "test")).isEmpty();

        given().contentType("text/plain; charset=UTF-8")
                .header("If-Match", "*")
                .body("windows.d7.cpl;expected.Proposals.rule\n1;")
                .put(path)
                .then()
                .statusCode(204);
        asTest(decision, Map.of("releaseId", draft)).then().statusCode(200).body("line", equalTo(3));
        String grown = given().get(path).asString();
        assertThat(grown).startsWith("windows.d7.cpl;expected.Proposals.rule;name;campaign.platform;");
        assertThat(grown.lines().toList().get(1))
                .isEqualTo("1;"
                        + ";"
                                .repeat((int) grown.lines()
                                                .findFirst()
                                                .orElseThrow()
                                                .chars()
                                                .filter(c -> c == ';')
                                                .count()
                                        - 1));
        assertThat(grown.lines().toList().get(2)).startsWith("68;High CPL Pause;decision ");
        assertThat(problems(draft, "test")).isEmpty();
    }

    @Test
    void without_a_release_the_test_is_shown_and_written_nowhere() {
        String decision = decided("dear", "68", "1", "100");
        String before = given().get("/api/releases/" + drafts.live() + "/files/" + TESTS)
                .asString();

        asTest(decision, Map.of())
                .then()
                .statusCode(200)
                .body("release", equalTo((int) drafts.live()))
                .body("csv", containsString("High CPL Pause"));

        assertThat(given().get("/api/releases/" + drafts.live() + "/files/" + TESTS)
                        .asString())
                .isEqualTo(before);
    }

    @Test
    void what_can_not_be_a_test_is_refused() {
        String decision = decided("dear", "68", "1", "100");
        long draft = drafts.of("Pause above 50.0094", RULES, CPL, "> 50.0094");
        asTest(decision, Map.of("releaseId", drafts.live())).then().statusCode(409);
        asTest(decision, Map.of("releaseId", 999_999)).then().statusCode(404);
        asTest(UUID.randomUUID().toString(), Map.of("releaseId", draft)).then().statusCode(404);
        asTest("x", Map.of()).then().statusCode(404);
        for (String name : List.of("", " ", "a\nb", "x".repeat(201))) {
            asTest(decision, Map.of("releaseId", draft, "name", name))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/name"));
        }
        given().contentType("text/plain; charset=UTF-8")
                .header("If-Match", "*")
                .body("\"name\n")
                .put("/api/releases/" + draft + "/files/" + TESTS);
        asTest(decision, Map.of("releaseId", draft))
                .then()
                .statusCode(422)
                .body("detail", containsString("can't be read as a file of tests"));
    }

    private static Response asTest(String decision, Map<String, Object> body) {
        return given().contentType("application/json").body(body).post("/api/decisions/" + decision + "/as-test");
    }

    private static List<Map<String, Object>> problems(long release, String code) {
        return given().contentType("application/json")
                .post("/api/releases/" + release + "/check")
                .jsonPath()
                .getList("problems.findAll { it.code == '" + code + "' }");
    }

    private String decided(String name, String spend, String conversions, String revenue) {
        campaign(name, spend, conversions, revenue);
        String run = given().contentType("application/json")
                .header("Prefer", "wait=30")
                .body(Map.of("accountIds", List.of(account), "dryRun", true))
                .post("/api/runs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("id");
        return given().get("/api/decisions?run=" + run).jsonPath().getString("items[0].id");
    }

    private void campaign(String name, String spend, String conversions, String revenue) {
        StringBuilder rows = new StringBuilder();
        for (int age = 1; age <= 40; age++) {
            rows.append(
                    """
                    {"date":"%s","platform":"meta","account_id":"%s","campaign_id":"%s","campaign_name":"Summer","currency":"USD",\
                    "spend":%s,"impressions":6000,"clicks":100,"conversions":%s,"revenue":%s}
                    """.formatted(TODAY.minusDays(age), account, name + "-" + account, spend, conversions, revenue));
        }
        given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/performance?source=last-days-test")
                .then()
                .body("accepted", equalTo(40));
        Sql.using(
                database,
                "testing",
                sql -> sql.run(
                        "UPDATE campaigns SET daily_budget = 400, start_date = ? WHERE campaign_id = ?",
                        TODAY.minusDays(60),
                        name + "-" + account));
    }
}
