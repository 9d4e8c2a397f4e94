package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.SignedIn;
import dev.adjudge.platform.OwnAddress;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: a clear problem or a quarantined row, the good row beside it kept, and the service up. */
@QuarkusTest
class HostileUploadsTest {

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String HEADINGS =
            "date,platform,campaign_id,campaign_name,spend,impressions,clicks,conversions,revenue\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @Inject
    OwnAddress service;

    static Stream<Arguments> refusedAsAWhole() {
        return Stream.of(
                refused("nothing", JSON, "", 400, "empty"),
                refused("only white space", CSV, " \n\n ", 400, "empty"),
                refused("only a byte order mark", CSV, "\ufeff", 400, "empty"),
                refused(
                        "truncated JSON",
                        JSON,
                        "[" + row("a", "") + ",{\"date\":\"2026-11-01\",\"pl",
                        400,
                        "1 rows had been read"),
                refused("a bare number as JSON", JSON, "12", 400, "not an array"),
                refused("JSON with a second document", JSON, "[" + row("a", "") + "] []", 400, "comes more"),
                refused("deep nesting", JSON, "[".repeat(5000), 400, "not JSON"),
                refused("a huge string", JSON, "[{\"campaignName\":\"" + "x".repeat(3 << 20) + "\"}]", 400, "not JSON"),
                refused("HTML for CSV", CSV, "<!DOCTYPE html><html><body>Sign in</body></html>", 422, "HTML"),
                refused("JSON for CSV", CSV, "[{\"date\":\"2026-11-01\"}]", 422, "is JSON"),
                refused("CSV for JSON", JSON, HEADINGS, 400, "not JSON"),
                refused("words without headings", CSV, "hello world\nthis is a letter\n", 422, "headings"),
                refused(
                        "a required column missing",
                        CSV,
                        "date,platform,campaign_id,spend,impressions\n2026-11-01,meta,1,2,3\n",
                        422,
                        "No column for clicks"),
                refused(
                        "the same column twice",
                        CSV,
                        "date,platform,campaign_id,spend,spend,impressions,clicks\n",
                        422,
                        "Two columns"),
                refused(
                        "an unclosed quote",
                        CSV,
                        HEADINGS + "2026-11-01,meta,q1,\"never closed,1,100,1,0,0\n2026-11-01,meta,q2,b,1,100,1,0,0\n",
                        422,
                        "never closed"),
                refused(
                        "text after a quote",
                        CSV,
                        HEADINGS + "2026-11-01,meta,q1,\"closed\"x,1,100,1,0,0\n",
                        422,
                        "line 2"),
                refused(
                        "a record without end",
                        CSV,
                        HEADINGS + "2026-11-01,meta,\"" + "y".repeat(3 << 20),
                        422,
                        "longer than"),
                refused("a picture", "image/png", "\u0089PNG", 415, "image/png"),
                refused("a form", "application/x-www-form-urlencoded", "a=b", 415, "--data-binary"),
                refused("an unknown encoding", "text/csv; charset=klingon", HEADINGS, 415, "klingon"),
                refused("an Excel file", CSV, "PK\u0003\u0004rest of the zip", 422, "save the sheet as CSV"),
                refused("gzip without its header", CSV, "\u001f\u008b\u0008rest", 422, "Content-Encoding"),
                refused(
                        "one period, not days",
                        CSV,
                        "Campaign,Cost,Impr.,Clicks\nA,1,100,1\n",
                        422,
                        "No column for date"),
                refused(
                        "no platform anywhere",
                        CSV,
                        "date,campaign_id,spend,impressions,clicks\n2026-11-01,1,2,3,1\n",
                        422,
                        "?platform="));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedAsAWhole(String what, String type, byte[] body, int status, String detail) {
        HttpResponse<String> answer = post(body, "Content-Type", type);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
        assertThat(JsonPath.from(answer.body()).getString("detail")).as(what).contains(detail);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> quarantinedRows() {
        return Stream.of(
                bad("1e400", JSON, field("spend", "1e400"), "spend", "not a number that a campaign can have"),
                bad(
                        "an exponent of a billion",
                        JSON,
                        field("spend", "1e1000000000"),
                        "spend",
                        "not a number that a campaign"),
                bad("NaN", JSON, field("spend", "NaN"), "spend", "finite"),
                bad("Infinity", JSON, field("spend", "Infinity"), "spend", "finite"),
                bad("NaN as text", JSON, field("spend", "\"NaN\""), "spend", "finite"),
                bad("negative spend", JSON, field("spend", "-0.01"), "spend", "negative"),
                bad("ten quadrillion", JSON, field("spend", "10000000000000000"), "spend", "10^13"),
                bad("a thousand digits", JSON, field("spend", "1".repeat(1000)), "spend", "characters"),
                bad("half a click", JSON, field("clicks", "0.5"), "clicks", "whole"),
                bad(
                        "more clicks than impressions",
                        JSON,
                        field("clicks", "101"),
                        "clicks",
                        "more than the impressions"),
                bad("a grouped number in JSON", JSON, field("spend", "\"1,892\""), "spend", "not a number"),
                bad("true for a number", JSON, field("spend", "true"), "spend", "true or false"),
                bad("an object for a name", JSON, field("campaignName", "{\"a\":[1,{}]}"), "campaignName", "an object"),
                bad("a list for a date", JSON, field("date", "[2026,11,1]"), "date", "an array"),
                bad("no date", JSON, field("date", "null"), "date", "required"),
                bad("no spend", JSON, field("spend", "null"), "spend", "required"),
                bad("the 31st of February", JSON, field("date", "\"2026-02-31\""), "date", "not a day of the calendar"),
                bad("a day to come", JSON, field("date", "\"2099-01-01\""), "date", "future"),
                bad("a day of long ago", JSON, field("date", "\"1999-12-31\""), "date", "before 2000-01-01"),
                bad("a date that is not ISO", JSON, field("date", "\"16.11.2024\""), "date", "2024-11-16"),
                bad(
                        "an unknown platform",
                        JSON,
                        field("platform", "\"myspace\""),
                        "platform",
                        "meta, google_ads, klaviyo"),
                bad("a currency that is none", JSON, field("currency", "\"XXQ\""), "currency", "ISO 4217"),
                bad("a field twice", JSON, "\"clicks\":1,\"spend\":1,\"spend\":2", "spend", "twice"),
                bad(
                        "a field twice in two spellings",
                        JSON,
                        "\"clicks\":1,\"campaign_id\":\"x\"",
                        "campaignId",
                        "twice"),
                bad("NUL in a name", JSON, field("campaignName", "\"a\\u0000b\""), "campaignName", "control character"),
                bad(
                        "half a character",
                        JSON,
                        field("campaignName", "\"a\\ud800b\""),
                        "campaignName",
                        "half a character"),
                bad(
                        "a name of 501 characters",
                        JSON,
                        field("campaignName", "\"" + "n".repeat(501) + "\""),
                        "campaignName",
                        "at most 500"),
                bad(
                        "an id of 201 characters",
                        JSON,
                        field("campaignId", "\"" + "i".repeat(201) + "\""),
                        "campaignId",
                        "at most 200"),
                bad(
                        "an id shortened by a spreadsheet",
                        JSON,
                        field("campaignId", "\"2.38E+16\""),
                        "campaignId",
                        "spreadsheet"),
                Arguments.of("a text among rows", JSON, "[\"hello\",%s]", "row", "not a JSON object"),
                Arguments.of("a line that is not JSON", NDJSON, "{\"date\": oops\n%s\n", "line", "not JSON"),
                Arguments.of("a list as a line", NDJSON, "[]\n%s\n", "line", "not a JSON object"),
                Arguments.of("two objects on a line", NDJSON, "{} {}\n%s\n", "line", "more after its object"),
                Arguments.of(
                        "a line of 3 MB",
                        NDJSON,
                        "{\"x\":\"" + "z".repeat(3 << 20) + "\"}\n%s\n",
                        "line",
                        "at most 1048576"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quarantinedRows")
    void a_bad_row_is_quarantined_and_the_good_one_beside_it_kept(
            String what, String type, String template, String field, String reason) {
        String body = template.replace("%s", row(UUID.randomUUID().toString(), ""));

        JsonPath report = send(type, body.getBytes(StandardCharsets.UTF_8));

        assertThat(report.getLong("received")).as(what).isEqualTo(2);
        assertThat(report.getLong("accepted")).isEqualTo(1);
        assertThat(report.getLong("rejected")).isEqualTo(1);
        assertThat(report.getString("rejections[0].field")).isEqualTo(field);
        assertThat(report.getString("rejections[0].reason")).contains(reason);
        assertThat(report.getLong("rejections[0].line")).isEqualTo(1);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void bytes_that_are_not_utf_8_are_quarantined_unless_their_encoding_is_said() {
        String rows = HEADINGS
                + "2026-11-01,meta,enc-%1$s,Jardín,1,100,1,0,0\n2026-11-01,meta,enc-%1$s-2,plain,1,100,1,0,0\n";
        Charset windows = Charset.forName("windows-1252");

        JsonPath unsaid = send(CSV, rows.formatted(UUID.randomUUID()).getBytes(windows));
        JsonPath said = send(
                "text/csv; charset=windows-1252",
                rows.formatted(UUID.randomUUID()).getBytes(windows));

        assertThat(unsaid.getLong("accepted")).isEqualTo(1);
        assertThat(unsaid.getString("rejections[0].reason")).contains("not valid UTF-8", "charset=windows-1252");
        assertThat(said.getLong("accepted")).isEqualTo(2);
    }

    @Test
    void utf_16_with_tabs_is_read_with_and_without_its_mark() {
        String rows = "Day\tCampaign ID\tCampaign\tCost\tImpr.\tClicks\n2026-11-01\t" + UUID.randomUUID()
                + "\tÁrea\t1.50\t1,200\t12\n";

        assertThat(send(CSV, ("\ufeff" + rows).getBytes(StandardCharsets.UTF_16LE))
                        .getLong("accepted"))
                .isEqualTo(1);
        assertThat(send(CSV, rows.getBytes(StandardCharsets.UTF_16LE)).getLong("unchanged"))
                .isEqualTo(1);
        assertThat(send(CSV, rows.getBytes(StandardCharsets.UTF_16BE)).getLong("unchanged"))
                .isEqualTo(1);
        assertThat(send(CSV, ("\ufeff" + rows).getBytes(StandardCharsets.UTF_8)).getLong("unchanged"))
                .isEqualTo(1);
    }

    @Test
    void sql_in_a_name_is_only_a_name() {
        String id = UUID.randomUUID().toString();
        String name = "'); DROP TABLE campaigns; --";

        send(JSON, ("[" + row(id, ",\"campaignName\":\"" + name + "\"") + "]").getBytes(StandardCharsets.UTF_8));

        given().get("/api/campaigns/meta/" + id).then().statusCode(200).body("name", org.hamcrest.Matchers.is(name));
    }

    @Test
    void tabs_quotes_and_backslashes_survive_the_way_into_the_database() {
        String id = UUID.randomUUID().toString();
        String csv = "date,platform,campaign_id,campaign_name,spend,impressions,clicks\n2026-11-01,meta," + id
                + ",\"a \\N \\t \"\"quoted\"\" \\\\. ünï\",1,100,1\n";

        send(CSV, csv.getBytes(StandardCharsets.UTF_8));

        given().get("/api/campaigns/meta/" + id)
                .then()
                .body("name", org.hamcrest.Matchers.is("a \\N \\t \"quoted\" \\\\. ünï"));
    }

    @Test
    void a_body_is_unpacked_and_one_that_only_claims_to_be_gzip_is_refused() throws IOException {
        byte[] rows = (HEADINGS + "2026-11-01,meta," + UUID.randomUUID() + ",a,1,100,1,0,0\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(rows);
        }
        byte[] cutOff = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);

        assertThat(JsonPath.from(post(packed.toByteArray(), "Content-Type", CSV, "Content-Encoding", "gzip")
                                .body())
                        .getLong("accepted"))
                .isEqualTo(1);
        assertThat(post(rows, "Content-Type", CSV, "Content-Encoding", "gzip"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("not gzip"));
        assertThat(post(cutOff, "Content-Type", CSV, "Content-Encoding", "gzip"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).contains("cut off"));
        assertThat(post(rows, "Content-Type", CSV, "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
    }

    @Test
    void headings_without_rows_are_a_batch_of_nothing() {
        JsonPath report = send(CSV, HEADINGS.getBytes(StandardCharsets.UTF_8));

        assertThat(report.getLong("received")).isZero();
        assertThat(report.getLong("lines")).isEqualTo(1);
        assertThat(report.getLong("skipped")).isEqualTo(1);
    }

    @Test
    void the_same_day_twice_counts_once_and_other_values_for_it_are_quarantined() {
        String id = UUID.randomUUID().toString();

        JsonPath report = send(
                JSON,
                ("[" + row(id, "") + "," + row(id, "") + "," + row(id, ",\"revenue\":7") + "]")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(report.getLong("accepted")).isEqualTo(2);
        assertThat(report.getLong("unchanged")).isEqualTo(1);
        assertThat(report.getLong("rejected")).isEqualTo(1);
        assertThat(report.getString("rejections[0].reason")).contains("line 1", "other values");
    }

    @Test
    void a_line_cut_off_at_the_end_is_quarantined() {
        String id = UUID.randomUUID().toString();

        JsonPath report = send(
                CSV,
                (HEADINGS + "2026-11-01,meta," + id + ",a,1,100,1,0,0\n2026-11-02,meta," + id + ",a,1,100,1")
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(report.getLong("accepted")).isEqualTo(1);
        assertThat(report.getString("rejections[0].reason")).contains("cut off");
    }

    private JsonPath send(String type, byte[] body) {
        HttpResponse<String> answer = post(body, "Content-Type", type);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.from(answer.body());
    }

    /** As it is: nothing added to the headers, the bytes untouched. */
    private HttpResponse<String> post(byte[] body, String... headers) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(service.uri() + "/api/performance"))
                            .headers(headers)
                            .header("Authorization", SignedIn.AUTHORIZATION)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arguments refused(String what, String type, String body, int status, String detail) {
        byte[] bytes = type.startsWith("text/csv") && body.startsWith("\u001f")
                ? body.getBytes(StandardCharsets.ISO_8859_1)
                : body.getBytes(StandardCharsets.UTF_8);
        return Arguments.of(what, type, bytes, status, detail);
    }

    private static Arguments bad(String what, String type, String fields, String field, String reason) {
        return Arguments.of(
                what,
                type,
                "[{" + fields + (fields.contains("\"campaignId\"") ? "" : ",\"campaignId\":\"bad\"") + rest(fields)
                        + "},%s]",
                field,
                reason);
    }

    private static String field(String name, String value) {
        return "\"" + name + "\":" + value;
    }

    private static String rest(String fields) {
        StringBuilder rest = new StringBuilder();
        for (String known : new String[] {
            "\"date\":\"2026-11-01\"", "\"platform\":\"meta\"", "\"spend\":1", "\"impressions\":100", "\"clicks\":1"
        }) {
            if (!fields.contains(known.substring(0, known.indexOf(':')))) {
                rest.append(',').append(known);
            }
        }
        return rest.toString();
    }

    private static String row(String id, String more) {
        return "{\"date\":\"2026-11-01\",\"platform\":\"meta\",\"campaignId\":\"" + id
                + "\",\"spend\":1.5,\"impressions\":100,\"clicks\":1" + more + "}";
    }
}
