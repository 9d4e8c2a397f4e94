package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.not;

import dev.adjudge.SignedIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by requests that are read two ways, that are never whole, or that grow once they are here. */
@QuarkusTest
class ProtocolAttacksTest {

    /** More than there are threads to answer requests. */
    private static final int MORE_THAN_THREADS = 260;

    private static final long SOON = 10_000;

    @Inject
    DataSource database;

    // ---- Addresses

    @TestFactory
    List<DynamicTest> nul_and_broken_escapes_are_refused_in_each_parameter_of_each_operation() {
        List<DynamicTest> tests = new ArrayList<>();
        operations()
                .forEach((path, methods) -> methods.forEach((method, described) -> {
                    if (described instanceof Map<?, ?> operation
                            && operation.get("parameters") instanceof List<?> parameters) {
                        for (Object each : parameters) {
                            Map<?, ?> parameter = (Map<?, ?>) each;
                            if (!"header".equals(parameter.get("in"))) {
                                tests.add(DynamicTest.dynamicTest(
                                        method + " " + path + " " + parameter.get("name"),
                                        () -> refusesNul(method, path, parameter)));
                            }
                        }
                    }
                }));
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private static void refusesNul(String method, String path, Map<?, ?> parameter) {
        for (String attack : List.of("%00", "a%00b", "%zz", "%", "%c3%28%0")) {
            String target = "path".equals(parameter.get("in"))
                    ? path.replace("{" + parameter.get("name") + "}", attack)
                    : path + "?" + parameter.get("name") + "=" + attack;
            String line = method.toUpperCase(Locale.ROOT) + " " + target.replaceAll("\\{[^}]*}", "none-such");
            assertThat(rawStatus(line)).as(line).isEqualTo(400);
        }
    }

    /** By a socket: clients don't send such addresses. */
    private static int rawStatus(String line) {
        try {
            String answer = Attack.raw(Attack.request(line, "Content-Length: 0", "Connection: close", "", ""));
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 400".length()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @TestFactory
    List<DynamicTest> a_filter_with_a_slip_in_its_name_is_refused_by_each_operation() {
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((path, methods) -> {
            // What Meta asks with is Meta's to name.
            if (methods.containsKey("get") && !path.startsWith("/q/") && !path.startsWith("/webhooks/")) {
                tests.add(DynamicTest.dynamicTest(path, () -> given().queryParam("platfrom", "meta")
                        .get(path.replaceAll("\\{[^}]*}", "none-such"))
                        .then()
                        .statusCode(422)
                        .body("errors[0].pointer", Matchers.equalTo("platfrom"))));
            }
        });
        assertThat(tests).hasSizeGreaterThan(10);
        return tests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "10000-01-01T00:00:00Z"})
    void times_beyond_the_calendar_are_refused(String time) {
        given().queryParam("knownAt", time).get("/api/performance").then().statusCode(422);
        given().queryParam("from", time).get("/api/decisions").then().statusCode(422);
        given().queryParam("to", time).get("/api/audit").then().statusCode(422);
    }

    @Test
    void the_address_of_a_campaign_whose_id_is_a_path_leads_to_the_campaign() {
        for (String id : List.of("../../users/" + UUID.randomUUID(), "\"><script>" + UUID.randomUUID(), "a b;c?d#e")) {
            String address = given().contentType("application/json")
                    .body(Map.of("name", "<script>alert(1)</script>"))
                    .put("/api/campaigns/meta/{id}", id)
                    .then()
                    .statusCode(Matchers.oneOf(200, 201))
                    .extract()
                    .header("Location");
            if (address != null) {
                assertThat(address)
                        .doesNotContain("../", "<", "\"")
                        .matches("http://[^/]+/api/campaigns/meta/[^/?#;]+");
                given().urlEncodingEnabled(false)
                        .get(address)
                        .then()
                        .statusCode(200)
                        .body("campaignId", Matchers.equalTo(id));
            }
        }
    }

    @TestFactory
    List<DynamicTest> no_operation_gives_a_browser_a_page_to_run() {
        given().contentType("application/json")
                .body(Map.of("name", "<script>alert(1)</script>"))
                .put("/api/campaigns/meta/script-" + UUID.randomUUID());
        List<DynamicTest> tests = new ArrayList<>();
        operations().forEach((path, methods) -> {
            if (methods.containsKey("get")) {
                tests.add(DynamicTest.dynamicTest(path, () -> {
                    Response answer = given().accept("text/html").get(path.replaceAll("\\{[^}]*}", "none-such"));
                    assertThat(answer.contentType()).doesNotContain("html");
                    answer.then()
                            .header("X-Content-Type-Options", "nosniff")
                            .header("Content-Security-Policy", Matchers.startsWith("default-src 'none'"));
                }));
            }
        });
        return tests;
    }

    @Test
    void the_address_of_a_page_shows_to_nobody_what_it_runs_on() {
        given().noFilters()
                .get("/q/health")
                .then()
                .statusCode(200)
                .body(not(Matchers.containsStringIgnoringCase("jdbc:")))
                .body(not(Matchers.containsStringIgnoringCase("password")));
        given().noFilters().get("/none-such").then().statusCode(401).header("Server", Matchers.nullValue());
    }

    // ---- Requests that are read two ways

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Authorization: ApiKey none",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: xchunked\r\nContent-Length: 5",
                "Content-Type: text/plain\r\nContent-Type: application/json",
                "Content-Encoding: gzip\r\nContent-Encoding: identity",
            })
    void what_may_be_said_once_is_not_said_twice(String headers) throws IOException {
        Map<String, String> before = Attack.stored(database);

        String answer = Attack.raw(Attack.request("POST /api/keys", headers, "", "0", "", ""));

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(Attack.stored(database)).isEqualTo(before);
    }

    @Test
    void another_key_beside_the_first_is_nobodys() throws IOException {
        String answer =
                Attack.raw("GET /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: ApiKey none\r\nAuthorization: "
                        + SignedIn.AUTHORIZATION + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("\"items\"");
    }

    @Test
    void an_upgrade_to_http_2_gets_nobody_past_the_policy() throws IOException {
        String answer = Attack.raw(
                "GET /api/users HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

        assertThat(answer).doesNotContain("\"items\"").contains("Not signed in");
    }

    @Test
    void the_address_of_another_server_in_the_first_line_is_of_no_use() throws IOException {
        assertThat(Attack.raw(
                        "GET http://evil.example/api/users HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(Attack.raw("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"))
                .matches("(?s)HTTP/1\\.1 4.*");
    }

    // ---- Requests that are never whole, or larger than they look

    @Test
    void halves_of_forms_take_no_thread_from_others() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                Socket half = Attack.connect();
                halves.add(half);
                String path = List.of("/sign-in", "/welcome", "/sandbox/googleads/v25/customers/1/campaigns:mutate")
                        .get(i % 3);
                half.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=")
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            Response meanwhile = given().get("/api/runs");

            assertThat(meanwhile.statusCode()).isEqualTo(200);
            assertThat(meanwhile.time()).isLessThan(SOON);
            given().noFilters().get("/sign-in").then().statusCode(200).time(Matchers.lessThan(SOON));
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",\"\""})
    void a_small_body_that_unpacks_to_gigabytes_is_not_unpacked(String filling) throws IOException {
        Map<String, String> before = Attack.stored(database);
        byte[] packed = packed("{\"platforms\":[\"\"", filling, 1_000, "]}");
        for (String path : List.of("/api/runs", "/api/keys", "/api/decide/campaign", "/api/switches/all")) {
            Response answer = given().contentType("application/json")
                    .header("Content-Encoding", "gzip")
                    .body(packed)
                    .request(path.contains("switches") ? "PUT" : "POST", path);

            assertThat(answer.statusCode()).as(path).isIn(400, 413, 422);
            assertThat(answer.time()).as(path).isLessThan(SOON);
        }
        assertThat(Attack.stored(database)).isEqualTo(before);
    }

    @Test
    void an_array_that_goes_where_streams_of_gigabytes_may_is_not_held_in_memory() throws IOException {
        Response answer = given().contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body(packed("[null", ",null", 1_000, "]"))
                .post("/api/decide/campaigns");

        assertThat(answer.statusCode()).isIn(413, 422);
        assertThat(answer.time()).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "br", "gzip, gzip", "zstd", "x"})
    void a_body_packed_in_ways_that_nobody_reads_is_refused(String encoding) {
        given().contentType("application/json")
                .header("Content-Encoding", encoding)
                .body("{}")
                .post("/api/keys")
                .then()
                .statusCode(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e-999999999", "1e999999999", "1e2147483647", "1e-2147483647", "1e2147483648", "1e99999999999"})
    void a_number_of_a_billion_digits_is_refused_before_anybody_writes_them_out(String number) {
        Map<String, String> before = Attack.stored(database);
        String question =
                "{\"campaign\":{\"platform\":\"meta\",\"campaignId\":\"1\",\"name\":\"n\",\"currency\":\"USD\",\"dailyBudget\":%s},"
                        + "\"windows\":{\"d7\":{\"spend\":%s,\"impressions\":1000,\"clicks\":10,\"conversions\":1,\"revenue\":3,\"cpl\":%s}}}";
        soon(
                given().body(question.formatted(number, "1", "1")).contentType("application/json"),
                "/api/decide/campaign");
        soon(
                given().body(question.formatted("1", number, "1")).contentType("application/json"),
                "/api/decide/campaign");
        soon(
                given().body(question.formatted("1", "1", number)).contentType("application/json"),
                "/api/decide/campaign");
        soon(
                given().body("{\"campaign\":{\"dailyBudget\":" + number + "}}").contentType("application/json"),
                "/dmn/Campaign%20Optimization");
        Response put = given().contentType("application/json")
                .body("{\"name\":\"n\",\"dailyBudget\":" + number + "}")
                .put("/api/campaigns/meta/digits");
        Response asked = given().queryParam("q", "facts.d7.cpl > " + number).get("/api/decisions");

        assertThat(put.statusCode()).isIn(400, 422);
        assertThat(put.time()).isLessThan(SOON);
        assertThat(asked.statusCode()).isIn(400, 422);
        assertThat(asked.time()).isLessThan(SOON);
        assertThat(Attack.stored(database)).isEqualTo(before);
    }

    private static void soon(RequestSpecification request, String path) {
        Response answer = request.urlEncodingEnabled(false).post(path);
        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(answer.asString()).hasSizeLessThan(5_000);
        assertThat(answer.time()).isLessThan(SOON);
    }

    private static byte[] packed(String head, String filling, int megabytes, String end) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] megabyte = filling.repeat((1 << 20) / filling.length()).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < megabytes; i++) {
                gzip.write(megabyte);
            }
            gzip.write(end.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }

    private static Map<String, Map<String, Object>> operations() {
        return given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
    }
}
