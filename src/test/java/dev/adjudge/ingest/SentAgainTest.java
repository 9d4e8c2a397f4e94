package dev.adjudge.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Refused lines that come again: as they were, beside other lines, and after somebody corrected them. */
@QuarkusTest
class SentAgainTest {

    @Inject
    DataSource database;

    private final String id = "again-" + UUID.randomUUID();

    private final String ads = """
            date,platform,campaign_id,ad_id,spend,impressions,clicks
            2026-11-01,meta,%1$s,1,10,100,1
            2026-11-01,meta,%1$s,2,20,100,
            2026-11-01,meta,%1$s,3,5,100,1
            """.formatted(id);

    private final String days = """
            date,platform,campaign_id,spend,impressions,clicks
            2026-11-01,meta,%1$s,10,100,1
            2026-11-02,meta,%1$s,20,100,
            """.formatted(id);

    @Test
    void a_refused_line_that_comes_again_finds_its_open_entry() {
        JsonPath first = send(days);
        JsonPath second = send(days);

        assertThat(open()).hasSize(1);
        assertThat(second.getInt("unchanged")).isEqualTo(1);
        assertThat(second.getInt("rejected")).isEqualTo(1);
        assertThat(second.getString("rejections[0].field")).isEqualTo("clicks");
        assertThat(linesOf(second)).isEqualTo(linesOf(first)).hasSize(1);
    }

    @Test
    void of_equal_lines_in_one_file_each_has_its_entry() {
        String twice = days + "2026-11-02,meta,%s,20,100,\n".formatted(id);
        send(twice);
        send(days);
        send(twice);

        assertThat(open()).hasSize(2);
    }

    @Test
    void a_line_that_is_refused_for_another_reason_or_from_another_source_is_another() {
        send(days);
        send(days.replace("20,100,", "20,100,300"));
        given().contentType("text/csv; charset=UTF-8")
                .body(days)
                .post("/api/performance?source=other-" + id)
                .then()
                .statusCode(200);

        assertThat(open()).hasSize(2);
        assertThat(open("other-" + id)).hasSize(1);
    }

    @Test
    void a_real_export_sent_twice_fills_the_quarantine_once() throws Exception {
        Path file = Path.of(System.getProperty("adjudge.shared.data", "../shared/data"))
                .resolve("ads/gads_daily_dirty.csv");
        Assumptions.assumeThat(file).as("the real exports").exists();
        for (int i = 0; i < 2; i++) {
            given().contentType("text/csv; charset=UTF-8")
                    .body(Files.readAllBytes(file))
                    .post("/api/performance?platform=google_ads&source=" + id)
                    .then()
                    .statusCode(200);
        }

        assertThat(open()).hasSize(203);
    }

    @Test
    void a_corrected_part_of_a_day_stays_corrected() {
        send(ads);
        assertSpend("2026-11-01", "15.0");
        retry(open().get(0), "{\"clicks\":6}");
        assertSpend("2026-11-01", "35.0");

        JsonPath again = send(ads);

        assertSpend("2026-11-01", "35.0");
        assertThat(again.getInt("accepted")).isEqualTo(3);
        assertThat(again.getInt("unchanged")).isEqualTo(3);
        assertThat(again.getInt("restated")).isZero();
        assertThat(again.getInt("rejected")).isZero();
        assertThat(again.getList("notes", String.class))
                .anyMatch(note -> note.contains("1 lines were refused and corr"));
        assertThat(open()).isEmpty();
    }

    @Test
    void of_two_equal_parts_the_corrected_one_stays_and_the_other_waits() {
        String more = ads + "2026-11-01,meta,%s,2,20,100,\n".formatted(id);
        send(more);
        retry(open().get(0), "{\"clicks\":6}");

        JsonPath again = send(more);

        assertSpend("2026-11-01", "35.0");
        assertThat(again.getInt("restated")).isZero();
        assertThat(again.getInt("rejected")).isEqualTo(1);
        retry(open().get(0), "{\"clicks\":7}");
        assertSpend("2026-11-01", "55.0");
        assertThat(send(more).getInt("unchanged")).isEqualTo(4);
        assertThat(open()).isEmpty();
    }

    @Test
    void a_part_that_came_twice_is_added_to_the_day_that_did_not_change() {
        send(ads);
        send(ads);

        retry(open().get(0), "{\"clicks\":6}");

        assertSpend("2026-11-01", "35.0");
    }

    @Test
    void a_part_that_came_again_is_added_to_the_day_that_changed_with_it() {
        send(ads);
        send(ads.replace(",3,5,", ",3,6,"));

        retry(open().get(0), "{\"clicks\":6}");

        assertSpend("2026-11-01", "36.0");
    }

    @Test
    void a_part_whose_line_was_torn_is_added_too() {
        String torn = ads.replace(",2,20,100,", ",2,\"20\",1,00,6");
        send(torn);
        retry(
                open().get(0),
                "{\"date\":\"2026-11-01\",\"platform\":\"meta\",\"campaignId\":\"%s\",\"spend\":20,\"impressions\":100,\"clicks\":6}"
                        .formatted(id));
        assertSpend("2026-11-01", "35.0");

        assertThat(send(torn).getInt("unchanged")).isEqualTo(3);
        assertSpend("2026-11-01", "35.0");
    }

    @Test
    void a_corrected_day_stays_corrected_and_may_be_restated_by_other_values() {
        send(days);
        retry(open().get(0), "{\"clicks\":6, \"date\":\"2026-10-02\"}");

        JsonPath again = send(days);

        assertThat(again.getInt("unchanged")).isEqualTo(2);
        assertSpend("2026-10-02", "20.0");
        assertThat(open()).isEmpty();
        assertThat(send(days.replace("20,100,", "21,100,7")).getInt("accepted")).isEqualTo(2);
        assertSpend("2026-11-02", "21.0");
    }

    @Test
    void of_two_lines_for_a_day_the_one_that_somebody_took_stays() {
        String contradicting = days.replace("2026-11-02", "2026-11-01").replace("20,100,", "20,100,3");
        send(contradicting);
        assertSpend("2026-11-01", "10.0");
        retry(open().get(0), "{}");
        assertSpend("2026-11-01", "20.0");

        JsonPath again = send(contradicting);

        assertSpend("2026-11-01", "20.0");
        assertThat(again.getInt("unchanged")).isEqualTo(2);
        assertThat(again.getInt("rejected")).isZero();
        assertThat(open()).isEmpty();
    }

    @Test
    void a_line_corrected_to_a_day_that_another_line_gives_stays_corrected() {
        send(days);
        retry(open().get(0), "{\"clicks\":6, \"date\":\"2026-11-01\"}");

        JsonPath again = send(days);

        assertSpend("2026-11-01", "20.0");
        assertThat(again.getInt("unchanged")).isEqualTo(2);
        assertThat(open()).isEmpty();
    }

    @Test
    void parts_in_another_currency_than_their_campaigns_stay_corrected() {
        send("date,platform,campaign_id,currency,spend,impressions,clicks\n2026-10-31,meta,%s,EUR,1,10,1\n"
                .formatted(id));
        String dollars = ads.replace(",ad_id,", ",currency,ad_id,")
                .replace(id + ",", id + ",USD,")
                .replace(",100,\n", ",100,1\n");
        assertThat(send(dollars).getInt("rejected")).isEqualTo(3);
        for (String line : open()) {
            retry(line, "{\"currency\":\"EUR\"}");
        }
        assertSpend("2026-11-01", "35.0");

        JsonPath again = send(dollars);

        assertSpend("2026-11-01", "35.0");
        assertThat(again.getInt("unchanged")).isEqualTo(3);
        assertThat(open()).isEmpty();
    }

    private JsonPath send(String csv) {
        return given().contentType("text/csv; charset=UTF-8")
                .body(csv)
                .post("/api/performance?source=" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void retry(String line, String corrections) {
        given().contentType("application/json")
                .body(corrections)
                .post("/api/quarantine/" + line + "/retry")
                .then()
                .statusCode(200);
    }

    private void assertSpend(String date, String spend) {
        JsonPath day = given().get("/api/performance?from=" + date + "&to=" + date + "&campaignId=" + id)
                .jsonPath();
        assertThat(day.getString("items[0].spend")).isEqualTo(spend);
    }

    private List<String> open() {
        return open(id);
    }

    private List<String> open(String source) {
        return Sql.using(
                database,
                "reading the quarantine",
                sql -> sql.list(
                        "SELECT id FROM quarantine WHERE source = ? AND status = 'open' ORDER BY line",
                        row -> row.getString("id"),
                        source));
    }

    private static List<String> linesOf(JsonPath report) {
        return given().get("/api/quarantine?batch=" + report.getString("batchId"))
                .jsonPath()
                .getList("items.id");
    }
}
