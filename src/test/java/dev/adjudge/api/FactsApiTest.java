package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Facts over HTTP: sent, restated, read as known then, corrected from quarantine. */
@QuarkusTest
class FactsApiTest {

    @Inject
    Clock clock;

    @Inject
    DataSource database;

    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void exactNumbers() {
        RestAssured.config =
                RestAssured.config().jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.BIG_DECIMAL));
    }

    @Test
    void a_restatement_replaces_the_day_and_the_earlier_values_stay_readable_as_known_then() {
        JsonPath first = send(row("2026-11-01", "10.5", 2));
        Instant between = clock.instant();
        JsonPath same = send(row("2026-11-01", "10.50", 2));
        JsonPath other = send(row("2026-11-01", "12.3456", 3));

        assertThat(first.getLong("accepted")).isEqualTo(1);
        assertThat(same.getLong("unchanged")).isEqualTo(1);
        assertThat(same.getLong("restated")).isZero();
        assertThat(other.getLong("restated")).isEqualTo(1);
        days(null)
                .body("items", hasSize(1))
                .body("items[0].spend", comparesEqualTo(new BigDecimal("12.3456")))
                .body("items[0].knownTo", nullValue());
        days(between)
                .body("items", hasSize(1))
                .body("items[0].spend", comparesEqualTo(new BigDecimal("10.5")))
                .body("items[0].batchId", is(first.getString("batchId")))
                .body("items[0].knownTo", notNullValue());
        days(clock.instant().minusSeconds(3600)).body("items", hasSize(0));
    }

    @Test
    void a_figure_that_is_not_reported_is_null_and_not_nought() {
        send("[{\"date\":\"2026-11-01\",\"platform\":\"meta\",\"campaign_id\":\"" + id
                + "\",\"spend\":\"1\",\"impressions\":5,\"clicks\":0}]");

        days(null)
                .body("items[0].conversions", nullValue())
                .body("items[0].revenue", nullValue())
                .body("items[0].currency", is("USD"))
                .body("items[0].accountId", is("default"));
    }

    @Test
    void a_corrected_line_leaves_the_quarantine() {
        JsonPath report = send(row("2026-11-01", "-5", 2));
        String line = quarantined(report);

        given().contentType("application/json")
                .body("{}")
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(422)
                .body("detail", containsString("still wrong"));
        given().contentType("application/json")
                .body("{\"spend\": 5}")
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(200)
                .body("accepted", comparesEqualTo(1));

        days(null).body("items[0].spend", comparesEqualTo(new BigDecimal("5")));
        given().get("/api/quarantine/" + line)
                .then()
                .body("status", is("resolved"))
                .body("raw", containsString("\"spend\":-5"));
        given().contentType("application/json")
                .body("{}")
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(409);
    }

    @Test
    void a_correction_of_a_field_that_no_line_has_is_refused_with_those_it_has() {
        String line = quarantined(send(row("2026-11-01", "-5", 2)));

        given().contentType("application/json")
                .body("{\"spend\":5,\"klicks\":1}")
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(422)
                .body("detail", containsString("\"klicks\" is no field"))
                .body("detail", containsString("impressions, clicks, conversions"))
                .body("errors", hasSize(1))
                .body("errors[0].pointer", is("/klicks"));
        given().get("/api/quarantine/" + line).then().body("status", is("open"));
    }

    @Test
    void a_line_that_was_not_even_json_needs_all_its_fields() {
        JsonPath report = given().contentType("text/plain")
                .body("{oops}\n")
                .post("/api/performance?source=" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        String line = quarantined(report);

        given().contentType("application/json")
                .body("{}")
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(422)
                .body("detail", containsString("send all of its fields"));
        given().contentType("application/json")
                .body(row("2026-11-01", "1", 0))
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body(object("2026-11-01", "1", 0))
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(200);
    }

    @Test
    void a_part_of_a_day_that_was_wrong_is_added_to_its_day_when_corrected() {
        JsonPath report = given().contentType("text/csv; charset=UTF-8")
                .body(
                        "date,platform,campaign_id,ad_id,spend,impressions,clicks\n2026-11-01,meta,%1$s,1,10,100,1\n2026-11-01,meta,%1$s,2,-5,50,1\n"
                                .formatted(id))
                .post("/api/performance")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(report.getList("warned.reason", String.class)).anyMatch(w -> w.contains("incomplete"));
        given().contentType("application/json")
                .body("{\"spend\":5}")
                .post("/api/quarantine/" + quarantined(report) + "/retry")
                .then()
                .statusCode(200)
                .body("restated", comparesEqualTo(1));

        days(null)
                .body("items[0].spend", comparesEqualTo(new BigDecimal("15")))
                .body("items[0].impressions", comparesEqualTo(150));
    }

    @Test
    void a_part_of_a_day_that_was_restated_since_is_not_added() {
        JsonPath report = given().contentType("text/csv; charset=UTF-8")
                .body(
                        "date,platform,campaign_id,ad_id,spend,impressions,clicks\n2026-11-01,meta,%1$s,1,10,100,1\n2026-11-01,meta,%1$s,2,-5,50,1\n"
                                .formatted(id))
                .post("/api/performance")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        send(row("2026-11-01", "15", 2));

        given().contentType("application/json")
                .body("{\"spend\":5}")
                .post("/api/quarantine/" + quarantined(report) + "/retry")
                .then()
                .statusCode(409)
                .body("detail", containsString("restated since"));
    }

    @Test
    void another_currency_than_the_campaigns_is_quarantined() {
        send(row("2026-11-01", "1", 0).replace("}", ",\"currency\":\"EUR\"}"));

        JsonPath report = send(row("2026-11-02", "1", 0).replace("}", ",\"currency\":\"USD\"}"));

        assertThat(report.getString("rejections[0].field")).isEqualTo("currency");
        assertThat(report.getString("rejections[0].reason")).contains("reports in EUR");
    }

    @Test
    void lines_in_another_currency_tell_nothing_of_their_campaign() {
        send(row("2026-11-05", "1", 0).replace("}", ",\"currency\":\"EUR\",\"campaignName\":\"Spring\"}"));

        JsonPath report =
                send(row("2026-11-06", "1", 0).replace("}", ",\"currency\":\"USD\",\"campaignName\":\"Summer\"}"));
        send(row("2026-11-01", "1", 0).replace("}", ",\"currency\":\"USD\"}"));

        assertThat(report.getLong("rejected")).isEqualTo(1);
        given().get("/api/campaigns/meta/" + id).then().body("name", is("Spring"));
        assertThat(firstDay()).isEqualTo("2026-11-05");
    }

    @Test
    void a_new_campaign_begins_with_the_first_day_in_its_own_currency() {
        JsonPath report = send("[" + object("2026-11-01", "1", 0).replace("}", ",\"currency\":\"USD\"}") + ","
                + object("2026-11-05", "1", 0).replace("}", ",\"currency\":\"EUR\"}") + "]");

        assertThat(report.getLong("rejected")).isEqualTo(1);
        assertThat(firstDay()).isEqualTo("2026-11-05");
    }

    @Test
    void a_campaign_whose_only_day_adds_up_to_too_much_is_not_there() {
        String csv = "date,platform,campaign_id,ad_id,spend,impressions,clicks\n"
                + "2026-11-01,meta,%1$s,1,6000000000000,100,1\n2026-11-01,meta,%1$s,2,6000000000000,100,1\n";
        given().contentType("text/csv; charset=UTF-8")
                .body(csv.formatted(id))
                .post("/api/performance")
                .then()
                .statusCode(200)
                .body("rejected", comparesEqualTo(2));

        given().get("/api/campaigns/meta/" + id).then().statusCode(404);
    }

    @Test
    void a_jump_over_ten_times_the_median_of_two_weeks_is_a_warning() {
        StringBuilder rows = new StringBuilder();
        for (int day = 1; day <= 14; day++) {
            rows.append(object("2026-10-%02d".formatted(day), "20", 1)).append('\n');
        }
        given().contentType("text/plain")
                .body(rows.toString())
                .post("/api/performance")
                .then()
                .statusCode(200);

        JsonPath report = send(row("2026-10-15", "201", 1));

        assertThat(report.getLong("warnings")).isEqualTo(1);
        assertThat(report.getString("warned[0].reason")).contains("201", "median", "20");
        assertThat(send(row("2026-10-16", "199", 1)).getLong("warnings")).isZero();
    }

    @Test
    void a_day_twice_in_a_month_that_nothing_was_known_of_counts_once() {
        String day = object("2003-05-01", "1", 0);

        JsonPath report = send("[" + day + "," + day + "," + object("2003-05-02", "2", 0) + "]");

        assertThat(report.getLong("accepted")).isEqualTo(3);
        assertThat(report.getLong("unchanged")).isEqualTo(1);
        given().queryParam("campaignId", id)
                .get("/api/performance?from=2003-05-01&to=2003-05-31")
                .then()
                .body("items", hasSize(2));
    }

    @Test
    void a_batch_can_be_looked_up_with_its_report() {
        JsonPath report = send(row("2026-11-01", "1", 9));

        given().get("/api/ingest/batches/" + report.getString("batchId"))
                .then()
                .statusCode(200)
                .body("status", is("completed"))
                .body("accepted", comparesEqualTo(1))
                .body("report.warned[0].reason", containsString("more conversions than clicks"))
                .body("report.quality.accuracy.percent", comparesEqualTo(100));
        given().get("/api/ingest/batches?limit=1").then().body("items", hasSize(1));
        given().get("/api/ingest/batches/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void a_list_until_a_moment_ends_before_it() {
        JsonPath report = send(row("2026-11-01", "-1", 0));
        String batch = report.getString("batchId");
        String received = given().get("/api/ingest/batches/" + batch).jsonPath().getString("receivedAt");
        String after = Instant.parse(received).plusMillis(1).toString();

        assertThat(batchesUntil(received)).doesNotContain(batch);
        assertThat(batchesUntil(after)).contains(batch);
        given().get("/api/quarantine?batch=" + batch + "&to=" + received).then().body("items", hasSize(0));
        given().get("/api/quarantine?batch=" + batch + "&to=" + after).then().body("items", hasSize(1));
    }

    private static java.util.List<String> batchesUntil(String to) {
        return given().get("/api/ingest/batches?limit=100&to=" + to).jsonPath().getList("items.id", String.class);
    }

    @Test
    void lists_go_on_where_the_page_before_ended() {
        send(row("2026-11-01", "1", 0));
        send(row("2026-11-02", "2", 0));
        send(row("2026-11-03", "3", 0));

        String list = "/api/performance?from=2026-11-01&to=2026-11-30&limit=2&campaignId=" + id;
        JsonPath page = given().get(list)
                .then()
                .body("items.date", is(java.util.List.of("2026-11-03", "2026-11-02")))
                .extract()
                .jsonPath();
        given().get(list + "&after=" + page.getString("nextCursor"))
                .then()
                .body("items.date", is(java.util.List.of("2026-11-01")))
                .body("nextCursor", nullValue());
        given().get("/api/performance?after=nonsense").then().statusCode(422);
        given().get("/api/performance?knownAt=yesterday").then().statusCode(422);
    }

    @Test
    void a_campaign_is_changed_only_by_who_has_seen_it() {
        String at = "/api/campaigns/meta/" + id;
        given().contentType("application/json")
                .body("{\"name\":\"Spring\",\"dailyBudget\":100.5}")
                .put(at)
                .then()
                .statusCode(201);
        String tag = given().get(at)
                .then()
                .statusCode(200)
                .body("status", is("active"))
                .body("dailyBudget", comparesEqualTo(new BigDecimal("100.5")))
                .extract()
                .header("ETag");

        given().contentType("application/json")
                .body("{\"name\":\"Summer\"}")
                .put(at)
                .then()
                .statusCode(412);
        given().contentType("application/json")
                .header("If-Match", tag)
                .body("{\"name\":\"Summer\",\"status\":\"paused\"}")
                .put(at)
                .then()
                .statusCode(200)
                .body("name", is("Summer"))
                .body("status", is("paused"));
        given().contentType("application/json")
                .header("If-Match", tag)
                .body("{\"name\":\"Late\"}")
                .put(at)
                .then()
                .statusCode(412);
        given().contentType("application/json")
                .body("{\"status\":\"asleep\",\"dailyBudget\":-1}")
                .put(at)
                .then()
                .statusCode(422)
                .body("errors", hasSize(3));
        given().get("/api/campaigns/meta/" + UUID.randomUUID()).then().statusCode(404);
        given().get("/api/campaigns?platform=meta&status=paused&limit=100")
                .then()
                .body("items.campaignId", org.hamcrest.Matchers.hasItem(id));
    }

    @Test
    void an_unknown_source_names_those_that_there_are() {
        given().post("/api/ingest/myspace").then().statusCode(404).body("detail", containsString("meta"));
    }

    @Test
    void a_pull_answers_with_its_batch_and_completes() {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        String batch = given().post("/api/ingest/meta?from=" + yesterday + "&to=" + yesterday)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(30))
                .untilAsserted(() -> given().get(batch).then().statusCode(200).body("status", is("completed")));
        assertThat(given().get(batch).jsonPath().getLong("accepted")).isPositive();
        given().get("/api/campaigns?platform=meta&limit=100")
                .then()
                .body("items.findAll { it.lastSyncedAt != null && it.dailyBudget != null }.size()", greaterThan(0));
    }

    private io.restassured.response.ValidatableResponse days(@org.jspecify.annotations.Nullable Instant knownAt) {
        var request = given().queryParam("campaignId", id)
                .queryParam("from", "2026-10-01")
                .queryParam("to", "2026-11-30");
        return (knownAt == null ? request : request.queryParam("knownAt", knownAt.toString()))
                .get("/api/performance")
                .then()
                .statusCode(200);
    }

    private String firstDay() {
        return Sql.inTransaction(database, connection -> {
            try (var select = connection.prepareStatement("SELECT first_day FROM campaigns WHERE campaign_id = ?")) {
                select.setString(1, id);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    private static String quarantined(JsonPath report) {
        return given().get("/api/quarantine?status=open&batch=" + report.getString("batchId"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .jsonPath()
                .getString("items[0].id");
    }

    private JsonPath send(String rows) {
        return given().contentType("application/json")
                .body(rows)
                .post("/api/performance?source=" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String row(String date, String spend, int conversions) {
        return "[" + object(date, spend, conversions) + "]";
    }

    private String object(String date, String spend, int conversions) {
        return "{\"date\":\"%s\",\"platform\":\"meta\",\"campaignId\":\"%s\",\"spend\":%s,\"impressions\":100,\"clicks\":5,\"conversions\":%d}"
                .formatted(date, id, spend, conversions);
    }
}
