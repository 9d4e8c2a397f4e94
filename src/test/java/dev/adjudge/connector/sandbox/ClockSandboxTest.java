package dev.adjudge.connector.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated platforms' clock goes forward when it is told to, and never back. */
@QuarkusTest
class ClockSandboxTest {

    private static final Subject CURTAINS = Subject.campaign("meta", "2020987654321", "120210000000020009");

    @Inject
    Actions actions;

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    /** The sandbox is shared by all tests. */
    @BeforeEach
    @AfterEach
    void restore() {
        actions.change("UPDATE sandbox.world SET ahead_millis = 0");
        actions.restore(CURTAINS);
    }

    @Test
    void three_days_forward_bring_the_rows_of_three_more_days() {
        assertThat(dates(today, today.plusDays(9))).isEmpty();

        move("{\"forward\": \"P3D\"}").statusCode(200).body("ahead", equalTo("PT72H"));

        assertThat(dates(today, today.plusDays(9)))
                .containsExactly(
                        today.toString(),
                        today.plusDays(1).toString(),
                        today.plusDays(2).toString());
        Instant now = Instant.parse(given().get("/sandbox/clock").path("now"));
        assertThat(Duration.between(Instant.now(), now)).isBetween(Duration.ofHours(71), Duration.ofHours(73));
    }

    @Test
    void a_pause_shows_in_the_days_that_follow() {
        given().formParam("status", "PAUSED").post("/sandbox/meta/v25.0/" + CURTAINS.id());

        move("{\"forward\": \"P2D\"}").statusCode(200);

        assertThat(dates(today, today.plusDays(9))).containsExactly(today.toString());
    }

    @Test
    void conversions_that_came_late_are_told_later() {
        String yesterday = today.minusDays(1).toString();
        double first = conversions(yesterday);

        move("{\"forward\": \"P8D\"}").statusCode(200);
        double last = conversions(yesterday);
        move("{\"forward\": \"P30D\"}").statusCode(200);

        assertThat(last).isGreaterThan(first);
        assertThat(conversions(yesterday)).isEqualTo(last);
    }

    @Test
    void it_can_be_set_and_does_not_go_back() {
        String soon = today.plusDays(2) + "T00:00:00Z";
        move("{\"now\": \"" + soon + "\"}")
                .statusCode(200)
                .body("now", containsString(today.plusDays(2).toString()));

        move("{\"now\": \"" + today + "T00:00:00Z\"}")
                .statusCode(422)
                .body("detail", containsString("never goes back"));
        move("{\"forward\": \"-P1D\"}").statusCode(422).body("detail", containsString("only goes forward"));
        move("{\"forward\": \"PT0S\"}").statusCode(422);
        move("{\"forward\": \"a while\"}").statusCode(422).body("detail", containsString("'a while'"));
        move("{\"forward\": \"P99999D\"}").statusCode(422).body("detail", containsString("3653 days ahead"));
        move("{\"forward\": \"P1D\", \"now\": \"" + soon + "\"}").statusCode(422);
        move("{}").statusCode(422).body("detail", containsString("forward"));
    }

    private static ValidatableResponse move(String body) {
        return given().contentType("application/json")
                .body(body)
                .post("/sandbox/clock")
                .then();
    }

    private static List<String> dates(LocalDate from, LocalDate to) {
        return insights(from.toString(), to.toString(), "spend")
                .getList("data.findAll { it.campaign_id == '" + CURTAINS.id() + "' }.date_start");
    }

    /** Of the whole account. */
    private static double conversions(String date) {
        List<String> values = insights(date, date, "actions")
                .getList(
                        "data.collectMany { it.actions }.findAll { it.action_type == 'purchase' || it.action_type == 'lead' }.value");
        return values.stream().mapToDouble(Double::parseDouble).sum();
    }

    private static JsonPath insights(String from, String to, String field) {
        return given().queryParam("level", "campaign")
                .queryParam("time_increment", "1")
                .queryParam("time_range", "{\"since\":\"" + from + "\",\"until\":\"" + to + "\"}")
                .queryParam("fields", "campaign_id," + field)
                .queryParam("limit", 500)
                .get("/sandbox/meta/v25.0/act_2020987654321/insights")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
