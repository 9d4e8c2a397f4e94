package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.rules.Drafts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A release judged beside the live one, which nobody notices but who asks. */
@QuarkusTest
class ShadowTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject
    Drafts drafts;

    private final String account = "acc-" + UUID.randomUUID();
    private long shadow;

    @AfterEach
    void out_of_the_shadow() {
        step(shadow, "retire").then().statusCode(200);
    }

    @Test
    void judges_what_a_run_judges_and_does_nothing() {
        campaign("dear", "68.0000");
        campaign("between", "50.0050"); // above 50, as shipped, and not above the threshold in shadow
        campaign("cheap", "20.0000");
        shadow = putInShadow("> 50.0071");

        JsonPath run = run();
        JsonPath beside = besideRun(run.getString("id"));
        JsonPath report = given().get("/api/simulations/" + beside.getString("simulation"))
                .jsonPath();
        JsonPath differences = given().get("/api/simulations/" + beside.getString("simulation") + "/differences")
                .jsonPath();

        assertThat(run.getLong("releaseId")).isEqualTo(drafts.live());
        assertThat(run.getInt("counts.allowed")).isEqualTo(2);
        assertThat(beside.getLong("differences")).isEqualTo(1);
        assertThat(beside.getLong("compared")).isEqualTo(drafts.live());
        assertThat(report.getInt("report.release.sums.evaluated")).isEqualTo(3);
        assertThat(report.getInt("report.release.sums.allowed")).isEqualTo(1);
        assertThat(report.getInt("report.compared.sums.allowed"))
                .as("what the live release says again of the same facts, after its actions are done")
                .isEqualTo(2);
        assertThat(differences.getString("items[0].campaignId")).isEqualTo("between-" + account);
        assertThat(differences.getString("items[0].compared[0].rule")).isEqualTo("High CPL Pause");
        assertThat(differences.getList("items[0].why", String.class).get(0)).contains("is 50.005, not > 50.0071");
        JsonPath all = given().get("/api/releases/" + shadow + "/shadow").jsonPath();
        assertThat(all.getInt("agreement.find { it.rule == 'High CPL Pause' }.same"))
                .as(all.prettify())
                .isEqualTo(1);
        assertThat(all.getInt("agreement.find { it.rule == 'High CPL Pause' }.onlyCompared"))
                .isEqualTo(1);
        assertThat(all.getDouble("agreed")).isEqualTo(0.5);
        assertThat(given().get("/api/decisions?run=" + run.getString("id"))
                        .jsonPath()
                        .getList("items.release.id", Long.class))
                .containsOnly(drafts.live());
    }

    @Test
    void one_at_a_time_is_in_shadow_and_goes_live_from_there() {
        long live = drafts.live();
        shadow = putInShadow("> 50.0072");
        long other = drafts.of(
                "Another " + account, "dmn/campaign-optimization.dmn", "_proposals_high_cpl_pause_in2", "> 50.0073");
        step(other, "shadow").then().statusCode(409);
        drafts.approve(other);
        step(other, "shadow")
                .then()
                .statusCode(409)
                .body("detail", containsString("Release " + shadow + " is in shadow"));

        step(shadow, "publish").then().statusCode(200).body("state", equalTo("live"));
        step(live, "rollback").then().statusCode(200).body("state", equalTo("live"));

        step(other, "retire").then().statusCode(200);
        given().get("/api/releases/999999/shadow").then().statusCode(404);
    }

    private long putInShadow(String threshold) {
        long draft = drafts.of(
                "In shadow " + threshold + account,
                "dmn/campaign-optimization.dmn",
                "_proposals_high_cpl_pause_in2",
                threshold);
        drafts.approve(draft);
        step(draft, "shadow").then().statusCode(200).body("state", equalTo("shadow"));
        return draft;
    }

    private static Response step(long release, String step) {
        return given().contentType("application/json").post("/api/releases/" + release + "/" + step);
    }

    private JsonPath run() {
        return given().contentType("application/json")
                .header("Prefer", "wait=30")
                .body("{\"accountIds\":[\"" + account + "\"]}")
                .post("/api/runs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath besideRun(String run) {
        String path = "/api/releases/" + shadow + "/shadow";
        await().atMost(Duration.ofSeconds(60)).until(() -> "completed"
                .equals(given().get(path).jsonPath().getString("runs.find { it.run == '" + run + "' }.status")));
        return given().get(path).jsonPath().setRootPath("runs.find { it.run == '" + run + "' }");
    }

    private void campaign(String name, String spend) {
        StringBuilder rows = new StringBuilder();
        for (int age = 1; age <= 20; age++) {
            rows.append("""
                    {"date":"%s","platform":"meta","account_id":"%s","campaign_id":"%s","campaign_name":"Summer","currency":"USD",\
                    "spend":%s,"impressions":6000,"clicks":100,"conversions":1,"revenue":150}
                    """.formatted(TODAY.minusDays(age), account, name + "-" + account, spend));
        }
        given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/performance?source=shadow-test")
                .then()
                .body("accepted", equalTo(20));
    }
}
