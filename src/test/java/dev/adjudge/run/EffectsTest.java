package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import dev.adjudge.platform.Flags;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Campaigns that a rule acted on beside those it left alone, where what became of them is known. */
@QuarkusTest
class EffectsTest {

    private static final String RULE = "Low ROAS Budget Reduce (Meta)";
    private static final int CAMPAIGNS = 60;
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Inject
    DataSource database;

    // One that no other run is as of: the effect of a rule counts whatever it did.
    private LocalDate day = TODAY.minusDays(123);
    private final String account = "acc-" + UUID.randomUUID();

    @AfterEach
    void roll_out_to_all() {
        rollOutTo(100);
    }

    @Test
    void tells_what_followed_from_an_action_and_what_would_have_happened_anyway() {
        rollOutTo(50);
        run();
        post(-20, -1, i -> 100);
        assertThat(effect().getBoolean("enoughData"))
                .as("nothing is known of the week after")
                .isFalse();

        // Spend falls by 30 % after a cut, and by 10 % anyway; a little differently for each.
        post(0, 7, i -> (treated(i) ? 70 : 90) + i % 3 - 1);
        JsonPath effect = effect();

        long treated = IntStream.range(0, CAMPAIGNS).filter(this::treated).count();
        assertThat(effect.getBoolean("enoughData")).isTrue();
        assertThat(effect.getLong("treated")).isEqualTo(treated).isBetween(20L, 40L);
        assertThat(effect.getLong("untouched")).isEqualTo(CAMPAIGNS - treated);
        Map<String, Object> spend = effect.getMap("metrics.find { it.metric == 'spend' }");
        assertThat(spend).containsEntry("conclusion", "lower");
        assertThat(number(spend, "difference")).isBetween(new BigDecimal("-20.6"), new BigDecimal("-19.4"));
        assertThat(number(spend, "low")).isLessThan(number(spend, "difference"));
        assertThat(number(spend, "high"))
                .isGreaterThan(number(spend, "difference"))
                .isNegative();
        assertThat(effect.getString("summary")).contains("spend is lower by -2", "roas is higher");
    }

    @Test
    void does_not_count_as_left_alone_what_somebody_changed() {
        day = day.minusDays(50);
        rollOutTo(0);
        run();
        post(-20, 7, i -> 100);
        assertThat(effect().getLong("untouched")).isEqualTo(CAMPAIGNS);

        using(sql -> sql.run(
                "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by)"
                        + " VALUES ('meta', ?, ?::date + interval '3 days', 'daily_budget', '400', '100', 'manual')",
                campaign(7),
                day));

        JsonPath effect = effect();
        assertThat(effect.getLong("untouched")).isEqualTo(CAMPAIGNS - 1);
        assertThat(effect.getString("summary"))
                .startsWith("Not enough data: it acted on 0 campaigns and left " + (CAMPAIGNS - 1));
        assertThat(effect.getList("metrics.conclusion")).containsOnly("not_enough_data");
    }

    @Test
    void says_who_has_no_effect_of_its_own() {
        given().get("/api/rules/Hold the comparison group/effect")
                .then()
                .statusCode(422)
                .body("detail", containsString("type guardrail"));
        given().get("/api/rules/nobody/effect").then().statusCode(404);
        given().queryParam("from", "2026-02-30")
                .get("/api/rules/" + RULE + "/effect")
                .then()
                .statusCode(422);
        given().queryParam("from", "2026-02-20")
                .queryParam("to", "2026-02-10")
                .get("/api/rules/" + RULE + "/effect")
                .then()
                .statusCode(422);
        given().get("/api/rules/CTR Fatigue Alert/effect")
                .then()
                .statusCode(200)
                .body("metrics.conclusion", everyItem(equalTo("not_enough_data")));
    }

    private interface Spend {
        int of(int campaign);
    }

    /** Ten leads a day, and as much revenue as a hundredth of them: a return of 1.2 and less as long as 100 is spent. */
    private void post(int first, int last, Spend spend) {
        post(day, first, last, spend);
    }

    private void post(LocalDate from, int first, int last, Spend spend) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < CAMPAIGNS; i++) {
            for (int later = first; later <= last; later++) {
                rows.append("""
                        {"date":"%s","platform":"meta","account_id":"%s","campaign_id":"%s","campaign_name":"Autumn","currency":"USD",\
                        "spend":%d,"impressions":6000,"clicks":100,"conversions":10,"revenue":120}
                        """.formatted(from.plusDays(later), account, campaign(i), spend.of(i)));
            }
        }
        given().contentType("application/x-ndjson")
                .body(rows.toString().getBytes(StandardCharsets.UTF_8))
                .post("/api/performance?source=effects-test")
                .then()
                .body("rejected", equalTo(0));
        using(sql -> sql.run(
                "UPDATE campaigns SET daily_budget = 400, start_date = ? WHERE account_id = ?",
                from.minusDays(60),
                account));
    }

    /** A run of today that is then one of that day, and did all that it allowed: real runs are as of today only. */
    private void run() {
        post(TODAY, -20, -1, i -> 100);
        String run = given().contentType("application/json")
                .header("Prefer", "wait=60")
                .body("{\"accountIds\":[\"" + account + "\"]}")
                .post("/api/runs")
                .then()
                .statusCode(200)
                .body("counts.matched", equalTo(CAMPAIGNS))
                .extract()
                .path("id");
        // The simulated platform does not know them.
        await().atMost(Duration.ofSeconds(60))
                .until(() -> using(sql -> sql.count(
                                "SELECT count(*) FROM optimization_actions WHERE run_id = ? AND status IN ('ready', 'executing')",
                                UUID.fromString(run)))
                        == 0);
        using(sql -> sql.run("UPDATE runs SET as_of = ? WHERE id = ?", day, UUID.fromString(run))
                + sql.run(
                        "UPDATE optimization_actions SET status = 'done', action_taken = true"
                                + " WHERE run_id = ? AND status <> 'held'",
                        UUID.fromString(run)));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "testing", use);
    }

    private JsonPath effect() {
        return given().queryParam("from", day.toString())
                .queryParam("to", day.toString())
                .get("/api/rules/" + RULE + "/effect")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void rollOutTo(int percent) {
        String tag = given().get("/api/flags/auto_optimization").header("ETag");
        given().contentType("application/json")
                .header("If-Match", tag)
                .body("{\"rolloutPercent\":" + percent + "}")
                .put("/api/flags/auto_optimization")
                .then()
                .statusCode(200);
    }

    private boolean treated(int campaign) {
        return Flags.bucket("meta:" + campaign(campaign)) < 50;
    }

    private String campaign(int number) {
        return "c" + number + "-" + account;
    }

    private static BigDecimal number(Map<String, Object> metric, String field) {
        return new BigDecimal(String.valueOf(metric.get(field)));
    }
}
