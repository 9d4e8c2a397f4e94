package dev.adjudge.connector.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SandboxTest {

    private static final String META = "/sandbox/meta/v25.0";
    private static final String GOOGLE = "/sandbox/googleads/v25";
    private static final String KLAVIYO = "/sandbox/klaviyo/api";
    private static final Subject CURTAINS = Subject.campaign("meta", "2020987654321", "120210000000020009");

    @Inject
    Actions actions;

    @Inject
    Clock clock;

    @AfterEach
    void restore() {
        actions.restore(CURTAINS);
    }

    @Test
    void a_paused_campaign_spends_nothing_from_the_next_day_on() {
        write("status", "active", "paused", 3);

        assertThat(datesOf(CURTAINS.id(), 6)).containsExactly(daysAgo(6), daysAgo(5), daysAgo(4), daysAgo(3));
    }

    @Test
    void a_budget_change_shows_from_the_next_day_on() {
        List<Double> before = spendOf(CURTAINS.id(), 6);
        write("daily_budget", "19000", "38000", 3);
        List<Double> after = spendOf(CURTAINS.id(), 6);

        assertThat(after.subList(0, 4)).isEqualTo(before.subList(0, 4));
        assertThat(after.get(4)).isGreaterThan(before.get(4) * 1.9);
        assertThat(after.get(5)).isGreaterThan(before.get(5) * 1.9);
    }

    @Test
    void meta_changes_a_campaign_by_form_and_tells_it_back_in_minor_units() {
        given().formParam("status", "PAUSED")
                .formParam("daily_budget", "20000")
                .post(META + "/" + CURTAINS.id())
                .then()
                .statusCode(200)
                .body("success", equalTo(true));

        given().queryParam("fields", "status,daily_budget")
                .get(META + "/" + CURTAINS.id())
                .then()
                .body("status", equalTo("PAUSED"))
                .body("daily_budget", equalTo("20000"))
                .body("name", nullValue());
    }

    @Test
    void meta_answers_errors_in_its_own_form() {
        given().formParam("daily_budget", "19.5")
                .post(META + "/" + CURTAINS.id())
                .then()
                .statusCode(400)
                .body("error.code", equalTo(100))
                .body("error.message", containsString("daily_budget"))
                .body("error.fbtrace_id", not(nullValue()));
        given().queryParam("fields", "id,shoe_size")
                .get(META + "/act_2020987654321/campaigns")
                .then()
                .statusCode(400)
                .body("error.message", containsString("nonexisting field (shoe_size)"));
    }

    @Test
    void meta_pages_by_cursor() {
        JsonPath first = given().queryParam("limit", 4)
                .get(META + "/act_2020987654321/campaigns")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("data")).hasSize(4);
        given().get(first.getString("paging.next").replaceAll("^https?://[^/]+", ""))
                .then()
                .body("data", hasSize(4));
        given().queryParam("limit", 4)
                .queryParam("after", first.getString("paging.cursors.after"))
                .get(META + "/act_2020987654321/campaigns")
                .then()
                .body("data", hasSize(4))
                .body("data.id", not(equalTo(first.getList("data.id"))));
    }

    @Test
    void google_reports_in_batches_with_big_numbers_as_strings() {
        String query =
                "SELECT campaign.id, segments.date, metrics.cost_micros FROM campaign WHERE segments.date BETWEEN '"
                        + daysAgo(60) + "' AND '" + daysAgo(1) + "'";
        google().body(Map.of("query", query))
                .post(GOOGLE + "/customers/4441112222/googleAds:searchStream")
                .then()
                .statusCode(200)
                .body("[0].results", hasSize(200))
                .body("[1].results", not(hasSize(0)))
                .body("[0].fieldMask", equalTo("campaign.id,segments.date,metrics.costMicros"))
                .body("[0].results.metrics.costMicros", everyItem(org.hamcrest.Matchers.matchesPattern("\\d+0000")));
    }

    @Test
    void google_answers_errors_in_its_own_form() {
        google().body(Map.of("query", "SELECT campaign.shoe_size FROM campaign"))
                .post(GOOGLE + "/customers/4441112222/googleAds:searchStream")
                .then()
                .statusCode(400)
                .body("error.status", equalTo("INVALID_ARGUMENT"))
                .body("error.details[0].errors[0].errorCode.queryError", equalTo("UNRECOGNIZED_FIELD"));
        google().body("{\"operations\":[{\"updateMask\":\"amountMicros\",\"update\":{\"resourceName\":"
                        + "\"customers/4441112222/campaignBudgets/91000000004\",\"amountMicros\":\"1234567\"}}]}")
                .post(GOOGLE + "/customers/4441112222/campaignBudgets:mutate")
                .then()
                .statusCode(400)
                .body(
                        "error.details[0].errors[0].errorCode.campaignBudgetError",
                        equalTo("NON_MULTIPLE_OF_MINIMUM_CURRENCY_UNIT"));
    }

    @Test
    void klaviyo_wants_a_revision_and_a_channel() {
        given().get(KLAVIYO + "/campaigns")
                .then()
                .statusCode(400)
                .body("errors[0].source.parameter", equalTo("revision"));
        given().header("revision", "2026-07-15")
                .get(KLAVIYO + "/campaigns")
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString("channel filter is required"));
        given().header("revision", "2026-07-15")
                .queryParam("filter", "equals(messages.channel,'email')")
                .queryParam("page[size]", 2)
                .get(KLAVIYO + "/campaigns")
                .then()
                .statusCode(200)
                .contentType("application/vnd.api+json")
                .body("data", hasSize(2))
                .body("links.next", containsString("p2"));
    }

    @Test
    void nothing_of_it_is_in_the_description_of_the_api() {
        given().get("/q/openapi").then().statusCode(200).body(not(containsString("/sandbox")));
    }

    /** The colon in Google's addresses stands as it is. */
    private static RequestSpecification google() {
        return given().urlEncodingEnabled(false).contentType("application/json");
    }

    /** A change that was made some days ago, at noon. */
    private void write(String field, String before, String after, int daysAgo) {
        actions.change(
                "INSERT INTO sandbox.writes (platform, campaign_id, field, before, after, at) VALUES (?, ?, ?, ?, ?, ?)",
                CURTAINS.platform(),
                CURTAINS.id(),
                field,
                before,
                after,
                today().minusDays(daysAgo).atTime(12, 0).toInstant(ZoneOffset.UTC));
    }

    private List<String> datesOf(String campaign, int days) {
        return insights(days).getList("data.findAll { it.campaign_id == '" + campaign + "' }.date_start");
    }

    private List<Double> spendOf(String campaign, int days) {
        List<String> spend = insights(days).getList("data.findAll { it.campaign_id == '" + campaign + "' }.spend");
        return spend.stream().map(Double::valueOf).toList();
    }

    private JsonPath insights(int days) {
        return given().queryParam("level", "campaign")
                .queryParam("time_increment", "1")
                .queryParam("time_range", "{\"since\":\"" + daysAgo(days) + "\",\"until\":\"" + daysAgo(1) + "\"}")
                .queryParam("fields", "campaign_id,spend")
                .queryParam("limit", 500)
                .get(META + "/act_2020987654321/insights")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String daysAgo(int days) {
        return today().minusDays(days).toString();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
