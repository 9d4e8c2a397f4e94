package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.adjudge.SignedIn;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.security.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody hostile sends over HTTP, each refused and without effect. Attacks on signing in, sessions and pages (guessed passwords,
 * planted and stolen sessions, posts of other sites, redirects elsewhere, stored script) are in {@code SignInTest} and
 * {@code IdentityAttacksTest}, by requests that are read two ways or never whole in {@code ProtocolAttacksTest}, on roles in
 * {@code RoleMatrixTest}, on keys in {@code KeysAndUsersTest}, on uploads in {@code HostileUploadsTest}, on formulas in
 * {@code BoundedDmnTest} and {@code FenceTest}, on the audit log in {@code AuditLogTest}, on spreadsheets in {@code DecisionQueryTest}.
 */
@QuarkusTest
class AttacksTest {

    private static final List<String> SQL = List.of(
            "' OR 1=1 --",
            "'; DROP TABLE campaigns; --",
            "1) UNION SELECT hash FROM api_keys --",
            "\\'; SELECT pg_sleep(10) --");

    @Inject
    DataSource database;

    @Inject
    Users users;

    // ---------------------------------------------------------------------------------------------- injection

    @TestFactory
    List<DynamicTest> sql_in_every_parameter_of_every_operation_is_a_value() {
        List<DynamicTest> tests = new ArrayList<>();
        Map<String, Map<String, Map<String, Object>>> paths =
                given().accept("application/json").get("/q/openapi").jsonPath().getMap("paths");
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (operation.get("parameters") instanceof List<?> parameters) {
                for (Object parameter : parameters) {
                    Map<?, ?> described = (Map<?, ?>) parameter;
                    tests.add(DynamicTest.dynamicTest(
                            method + " " + path + " " + described.get("name"),
                            () -> sql(
                                    method,
                                    path,
                                    String.valueOf(described.get("name")),
                                    String.valueOf(described.get("in")))));
                }
            }
        }));
        assertThat(tests).hasSizeGreaterThan(40);
        return tests;
    }

    private void sql(String method, String path, String name, String in) {
        long campaigns = count("campaigns");
        for (String attack : SQL) {
            RequestSpecification request = given().redirects().follow(false);
            String target = path;
            if (in.equals("path")) {
                target = path.replace("{" + name + "}", "{attack}");
                request.pathParam("attack", attack);
            } else if (in.equals("query")) {
                request.queryParam(name, attack);
            } else {
                request.header(name, attack);
            }
            target = target.replaceAll("\\{(?!attack)[^}]*}", "none-such");
            if (!method.equals("get")) {
                request.contentType("application/json").body("{}");
            }
            Response answer = request.request(method.toUpperCase(java.util.Locale.ROOT), target);
            assertThat(answer.statusCode()).as(attack).isLessThan(500);
            assertThat(answer.asString()).doesNotContain("PSQLException", "syntax error at");
            assertThat(answer.time()).isLessThan(9_000);
        }
        assertThat(count("campaigns")).isGreaterThanOrEqualTo(campaigns);
    }

    @Test
    void sql_in_names_is_text() {
        String name = "x'; DELETE FROM users; --" + UUID.randomUUID();
        asAdmin(Map.of("name", name, "roles", List.of("auditor")))
                .post("/api/keys")
                .then()
                .statusCode(201);
        asAdmin(Map.of("name", "o'neill-" + UUID.randomUUID(), "roles", List.of("auditor")))
                .post("/api/users")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(201, 422));
        assertThat(given().get("/api/keys").jsonPath().getList("items.name")).contains(name);
        assertThat(count("users")).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject = \"x\" or (select count(*) from api_keys) > 0",
                "subject = \"x') OR 1=1 --\"",
                "pg_sleep(10) = null",
                "lo_import(\"/etc/passwd\") > 0",
                "subject = \"x\"; drop table decisions",
            })
    void sql_in_a_question_to_the_log_is_no_question(String q) {
        Response answer = given().queryParam("q", q).get("/api/decisions");

        assertThat(answer.statusCode()).isIn(200, 422);
        if (answer.statusCode() == 200) {
            assertThat(answer.jsonPath().getList("items")).isEmpty();
        }
        assertThat(answer.time()).isLessThan(9_000);
    }

    @Test
    void script_in_a_campaigns_name_is_data_that_no_browser_runs() {
        String id = "c-" + UUID.randomUUID();
        String script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        asAdmin(Map.of("name", script, "accountId", "a1", "currency", "EUR"))
                .put("/api/campaigns/meta/" + id)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201, 204, 404));
        Response read = given().accept("text/html,*/*").get("/api/campaigns/meta/" + id);

        assertThat(read.contentType()).contains("json");
        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(read.header("Content-Security-Policy"))
                .contains("default-src")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void a_line_end_in_an_address_makes_no_header() {
        for (String path :
                List.of("/sign-in?to=/%0d%0aSet-Cookie:%20planted=1", "/api/runs/%0d%0aSet-Cookie:%20planted=1")) {
            Response answer = given().noFilters()
                    .urlEncodingEnabled(false)
                    .redirects()
                    .follow(false)
                    .get(path);
            assertThat(answer.headers().toString()).doesNotContain("planted=1\n");
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    @Test
    void a_line_end_in_what_is_logged_forges_no_entry() {
        String mark = UUID.randomUUID().toString();
        given().noFilters()
                .urlEncodingEnabled(false)
                .get("/api/runs/x%0aINFO%20key.created%20" + mark)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 401, 404));
        List<String> subjects = given().queryParam("kind", "access.refused")
                .get("/api/audit?limit=100")
                .jsonPath()
                .getList("items.entry.subject");

        assertThat(subjects).allSatisfy(subject -> assertThat(subject).doesNotContain("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><definitions name=\"&x;\"/>",
                "<!DOCTYPE d SYSTEM \"http://127.0.0.1:PORT/evil.dtd\"><definitions/>",
                "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><definitions name=\"&c;\"/>",
                "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"n\"><import name=\"o\" namespace=\"x\" locationURI=\"http://127.0.0.1:PORT/evil.dmn\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/></definitions>",
                "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"x http://127.0.0.1:PORT/evil.xsd\" name=\"m\" namespace=\"n\"/>",
            })
    void a_model_reads_no_file_and_calls_no_other_server(String xml) throws IOException {
        AtomicInteger calls = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", call -> {
            calls.incrementAndGet();
            call.sendResponseHeaders(404, -1);
        });
        other.start();
        try {
            String model = xml.replace("PORT", String.valueOf(other.getAddress().getPort()));
            for (String path : List.of("/jitdmn/validate", "/jitdmn/dmnresult", "/jitdmn/schema")) {
                Response answer =
                        asAdmin(Map.of("model", model, "context", Map.of())).post(path);
                assertThat(answer.statusCode()).isIn(200, 422);
                assertThat(answer.asString()).doesNotContain("root:", "aaaaaaaaaaaaaaaaaaaa");
            }
        } finally {
            other.stop(0);
        }
        assertThat(calls).hasValue(0);
    }

    // ---------------------------------------------------------------------------------------------- paths

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/users",
                "/api/users/",
                "/api//users",
                "//api/users",
                "/api;x=1/users",
                "/api/users;x=1",
                "/%61pi/users",
                "/api/%75sers",
                "/api/./users",
                "/api/%2e/users",
                "/sign-in/../api/users",
                "/sign-in/%2e%2e/api/users",
                "/assets/../api/users",
                "/assets/%2e%2e/api/users",
                "/assets/..%2fapi/users",
                "/q/health/../../api/users",
                "/q/health/%2e%2e/%2e%2e/api/users",
                "/sandbox/..;/api/users",
                "/sandbox/%2e%2e/api/users",
                "/API/users",
                "/api/users%00",
                "/api/users%23",
                "/q/metrics",
                "/q/metrics/",
                "/q/arc",
                "/q/dev-ui",
                "/q/info",
                "/h2-console",
                "/.env",
                "/assets/..%2f..%2fapplication.properties",
                "/assets/..%5c..%5capplication.properties",
                "/assets/%252e%252e/application.properties",
                "/application.properties",
                "/META-INF/MANIFEST.MF",
                "/db/migration/V1__facts_rules_actions.sql",
            })
    void no_way_of_writing_a_path_gets_nobody_past_the_policy(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1\\.1 (303|400|401|403|404|405).*");
        assertThat(answer).doesNotContain("\"items\"", "jvm_", "quarkus.", "CREATE TABLE", "setUp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2fpom.xml",
                "%2e%2e%2fdmn",
                "..%5crules",
                "%00",
                "a%2f..%2fb",
                "file:%2f%2f%2fetc%2fpasswd"
            })
    void no_model_and_no_subject_is_a_file(String name) {
        for (String path :
                List.of("/dmn/", "/api/runs/", "/api/decisions/", "/api/campaigns/meta/", "/api/switches/")) {
            Response answer = given().urlEncodingEnabled(false).get(path + name);
            assertThat(answer.statusCode()).as(path).isIn(400, 404, 422);
            assertThat(answer.asString()).doesNotContain("<project", "root:");
        }
    }

    @Test
    void the_uri_of_a_sent_model_is_a_name_and_no_place() {
        Response answer = asAdmin(Map.of(
                        "mainURI",
                        "../../../../etc/passwd",
                        "resources",
                        List.of(Map.of(
                                "URI",
                                "../../../../etc/passwd",
                                "content",
                                Formula.of("1 + 1").xml())),
                        "context",
                        Map.of()))
                .post("/jitdmn/dmnresult");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("decisionResults[0].result")).isEqualTo(2);
    }

    // ---------------------------------------------------------------------------------------------- the protocol

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 99999999999999999999",
                "Content-Length: 4\r\nContent-Length: 40",
                "Content-Length: -1",
                "Content-Length: 4, 40",
                "Content-Length : 4",
                "Transfer-Encoding: xchunked",
            })
    void a_request_of_two_lengths_smuggles_no_other(String headers) throws IOException {
        long before = count("idempotency_keys");
        String answer =
                raw("POST /api/decide/campaign HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + SignedIn.AUTHORIZATION
                        + "\r\nContent-Type: application/json\r\n" + headers
                        + "\r\n\r\n0\r\n\r\nGET /api/users HTTP/1.1\r\nHost: localhost\r\n"
                        + "Authorization: " + SignedIn.AUTHORIZATION + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\"items\"");
        assertThat(count("idempotency_keys")).isEqualTo(before);
    }

    /** The standard lets a server go by the chunks; a proxy may have gone by the length, so nothing after them is answered. */
    @Test
    void of_a_length_and_chunks_the_chunks_count_and_nothing_comes_after_them() throws IOException {
        String answer =
                raw("POST /api/decide/campaign HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + SignedIn.AUTHORIZATION
                        + "\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        + "GET /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + SignedIn.AUTHORIZATION
                        + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("\"items\"").containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void headers_without_end_are_cut_off() throws IOException {
        String answer = raw("GET /q/health HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n");

        assertThat(answer).matches("(?s)(HTTP/1\\.1 4\\d\\d.*)?");
    }

    @Test
    void a_body_that_is_said_to_be_larger_than_allowed_is_not_read() throws IOException {
        String answer =
                raw("POST /api/decide/campaign HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + SignedIn.AUTHORIZATION
                        + "\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void a_body_in_pieces_without_end_is_cut_off() throws IOException {
        byte[] piece = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/decide/campaign HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + SignedIn.AUTHORIZATION
                                    + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            try {
                for (int sent = 0; sent < 500 && socket.getInputStream().available() == 0; sent++) {
                    out.write(piece);
                }
                out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException cutOff) {
                // that is one way to refuse
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
        given().get("/q/health").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "PATCH", "DEBUG"})
    void methods_that_nobody_needs_are_refused(String method) throws IOException {
        String answer = raw(method + " /api/users HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + SignedIn.AUTHORIZATION + "\r\nX-Secret: echo-me\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("echo-me");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void a_header_makes_no_other_method_of_a_request(String header) {
        String key = key("auditor", "reader");
        with(key).header(header, "POST").get("/api/users").then().statusCode(200);
        with(key)
                .header(header, "GET")
                .contentType("application/json")
                .body("{}")
                .post("/api/users")
                .then()
                .statusCode(403);
    }

    @Test
    void pages_of_other_origins_may_not_read_answers() {
        Response asked = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/api/users");
        Response read = given().header("Origin", "https://evil.example").get("/api/users");

        assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
        assertThat(read.header("Access-Control-Allow-Origin")).isNull();
    }

    // ---------------------------------------------------------------------------------------------- bodies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"on\":true,\"on\":false}",
                "{\"on\":true,\"reason\":\"x\",\"admin\":true}",
                "{\"on\":\"yes\"}",
                "{\"on\":1}",
                "[[[[[[",
                "{\"on\":true",
                "{\"on\":true}{\"on\":false}",
                "",
                "null",
                "\"on\"",
                "{\"@class\":\"javax.naming.InitialContext\"}",
                "[\"com.sun.rowset.JdbcRowSetImpl\",{\"dataSourceName\":\"ldap://evil\"}]",
            })
    void a_switch_is_not_turned_by_what_is_half_or_twice_or_of_another_type(String body) {
        String scope = "kind:delete_reply";
        Response answer = given().contentType("application/json").body(body).put("/api/switches/" + scope);

        assertThat(answer.statusCode()).isIn(400, 422);
        assertThat(given().get("/api/audit?subject=switch:" + scope).jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void neither_depth_nor_digits_nor_length_of_json_stop_the_service() {
        for (String body : List.of(
                "[".repeat(200_000),
                "{\"a\":".repeat(100_000),
                "{\"campaign\":{\"dailyBudget\":1e1000000000}}",
                "{\"campaign\":{\"dailyBudget\":" + "9".repeat(100_000) + "}}",
                "{\"" + "x".repeat(1_000_000) + "\":1}")) {
            Response answer = given().contentType("application/json")
                    .body(body.getBytes(StandardCharsets.UTF_8)) // as bytes, for the client would lay texts out
                    .post("/api/decide/campaign");
            assertThat(answer.statusCode()).isIn(400, 413, 422);
            assertThat(answer.asString()).hasSizeLessThan(5_000);
        }
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        byte[] broken = "{\"on\":true,\"reason\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        given().contentType("application/json")
                .body(broken)
                .put("/api/switches/kind:delete_reply")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/users | {\"name\":\"mass-1\",\"roles\":[\"auditor\"],\"active\":true,\"passwordHash\":\"x\"}",
                "/api/users | {\"name\":\"mass-2\",\"roles\":[\"auditor\"],\"createdBy\":\"user:anna\"}",
                "/api/keys | {\"name\":\"mass-3\",\"roles\":[\"auditor\"],\"hash\":\"x\"}",
                "/api/keys | {\"name\":\"mass-4\",\"roles\":[\"auditor\"],\"createdBy\":\"user:anna\",\"id\":\"1\"}",
                "/api/keys | {\"name\":\"mass-5\",\"roles\":[\"auditor\",\"root\"]}",
            })
    void fields_that_are_not_the_callers_to_set_are_refused(String path, String body) {
        given().contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
        assertThat(given().get(path).asString()).doesNotContain("mass-");
    }

    // ---------------------------------------------------------------------------------------------- who is it

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImdyb3VwcyI6WyJhZG1pbiJdfQ.",
                "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiIsImdyb3VwcyI6WyJhZG1pbiJdfQ.c2lnbmF0dXJl",
                "Bearer only-for-the-tests-0123456789",
                "Basic YWRtaW46YWRtaW4=",
                "ApiKey",
                "ApiKey only-for-the-tests-012345678",
                "ApiKey only-for-the-tests-01234567890",
                "ApiKey ' OR '1'='1",
                "ApiKey only-for-the-tests-0123456789,ApiKey x",
                "Negotiate YII=",
            })
    void a_forged_token_opens_nothing(String authorization) {
        given().noFilters()
                .header("Authorization", authorization)
                .get("/api/users")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void a_key_with_one_character_changed_opens_nothing() {
        String key = key("auditor", "changed");
        String other = key.substring(0, key.length() - 1) + (key.endsWith("A") ? "B" : "A");

        with(key).get("/api/audit").then().statusCode(200);
        with(other).get("/api/audit").then().statusCode(401);
        with(key.toLowerCase(java.util.Locale.ROOT)).get("/api/audit").then().statusCode(401);
        given().noFilters().queryParam("apiKey", key).get("/api/audit").then().statusCode(401);
    }

    @Test
    void an_operator_makes_no_admin_of_himself_nor_ends_the_keys_of_others() {
        String operator = key("operator", "climber");
        String victim = key("auditor", "victim");
        String id = given().get("/api/keys").jsonPath().getString("items[0].id");

        for (String path : List.of("/api/users", "/api/keys")) {
            with(operator)
                    .contentType("application/json")
                    .body(Map.of("name", "climber", "roles", List.of("admin")))
                    .post(path)
                    .then()
                    .statusCode(403);
        }
        with(operator)
                .contentType("application/json")
                .body(Map.of("roles", List.of("admin")))
                .put("/api/users/operator")
                .then()
                .statusCode(403);
        with(operator).delete("/api/keys/" + id).then().statusCode(403);
        with(operator)
                .contentType("application/json")
                .body(Map.of("platform", "facebook", "userId", "1", "reason", "x"))
                .post("/api/erasures")
                .then()
                .statusCode(403);
        with(victim).get("/api/audit").then().statusCode(200);
    }

    @Test
    void the_idempotency_key_of_another_user_tells_nothing_of_their_answer() {
        String mark = UUID.randomUUID().toString();
        String body = "{\"dryRun\":true}";
        Response mine = with(key("operator", "one"))
                .header("Idempotency-Key", mark)
                .contentType("application/json")
                .body(body)
                .post("/api/runs");
        Response theirs = with(key("operator", "two"))
                .header("Idempotency-Key", mark)
                .contentType("application/json")
                .body(body)
                .post("/api/runs");

        assertThat(mine.jsonPath().getString("id")).isNotNull();
        assertThat(theirs.jsonPath().getString("id"))
                .isNotEqualTo(mine.jsonPath().getString("id"));
    }

    @Test
    void an_idempotency_key_stands_in_for_no_role() {
        String mark = UUID.randomUUID().toString();
        with(key("operator", "maker"))
                .header("Idempotency-Key", mark)
                .contentType("application/json")
                .body("{\"dryRun\":true}")
                .post("/api/runs")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
        with(key("auditor", "looker"))
                .header("Idempotency-Key", mark)
                .contentType("application/json")
                .body("{\"dryRun\":true}")
                .post("/api/runs")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"})
    void a_caller_does_not_choose_the_address_in_the_audit_log(String header) {
        String name = "spoofed-" + UUID.randomUUID();
        String id = given().header(
                        header, header.equals("Forwarded") ? "for=203.0.113.7;host=evil.example" : "203.0.113.7")
                .header("X-Forwarded-Host", "evil.example")
                .contentType("application/json")
                .body(Map.of("name", name, "roles", List.of("auditor")))
                .post("/api/keys")
                .then()
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("evil")))
                .extract()
                .path("id");

        assertThat(given().queryParam("subject", "key:" + id)
                        .get("/api/audit")
                        .jsonPath()
                        .getString("items[0].entry.origin"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void the_first_admins_address_takes_over_no_account_once_there_is_an_admin() {
        String name = "boss-" + UUID.randomUUID();
        String password = "correct horse battery staple";
        String address = users.draw(null);
        asAdmin(Map.of("name", name, "roles", List.of("admin"), "password", password))
                .post("/api/users")
                .then()
                .statusCode(201);
        for (String wanted : List.of(name, "other-" + name)) {
            given().noFilters()
                    .redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", "same-origin")
                    .formParam("secret", address.replaceFirst(".*=", ""))
                    .formParam("name", wanted)
                    .formParam("password", "another long enough password")
                    .post("/welcome")
                    .then()
                    .statusCode(409);
        }
        signIn(name, password, "/").then().statusCode(303);
        asAdmin(Map.of("roles", List.of("admin"), "active", false)).put("/api/users/" + name);
    }

    @Test
    void a_long_way_back_overflows_nothing() {
        Response answer = signIn("auditor", "auditor", "/" + "a".repeat(1_900));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/" + "a".repeat(1_900));
    }

    @Test
    void a_header_does_not_hide_that_a_key_was_tried() {
        given().noFilters()
                .redirects()
                .follow(false)
                .header("Accept", "text/html")
                .header("Authorization", "ApiKey nobodys")
                .get("/api/audit")
                .then()
                .statusCode(401);
    }

    @Test
    void half_a_list_of_roles_makes_no_key_and_no_user() {
        for (String path : List.of("/api/keys", "/api/users")) {
            given().contentType("application/json")
                    .body("{\"name\":\"half\",\"roles\":[null]}")
                    .post(path)
                    .then()
                    .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
        }
        given().contentType("application/json")
                .body("{\"name\":\"eternal\",\"roles\":[\"auditor\"],\"expiresAt\":\"+99999-01-01T00:00:00Z\"}")
                .post("/api/keys")
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(400, 422));
    }

    private static Response signIn(String name, String password, String to) {
        return given().noFilters()
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("name", name)
                .formParam("password", password)
                .formParam("to", to)
                .post("/sign-in");
    }

    @Test
    void a_guessed_welcome_makes_nobody_an_admin() {
        long users = count("users");
        for (String secret : List.of(
                "", "x", "0".repeat(43), "' OR 1=1 --", Base64.getUrlEncoder().encodeToString(new byte[32]))) {
            given().noFilters()
                    .redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", "same-origin")
                    .formParam("secret", secret)
                    .formParam("name", "intruder")
                    .formParam("password", "a long enough password")
                    .post("/welcome")
                    .then()
                    .statusCode(org.hamcrest.Matchers.greaterThanOrEqualTo(400));
        }
        assertThat(count("users")).isEqualTo(users);
    }

    // ----------------------------------------------------------------------------------------------

    private static RequestSpecification asAdmin(Object body) {
        return given().contentType("application/json").body(body);
    }

    private static RequestSpecification with(String key) {
        return given().noFilters().header("Authorization", "ApiKey " + key);
    }

    private static String key(String role, String name) {
        return asAdmin(Map.of("name", name + "-" + UUID.randomUUID(), "roles", List.of(role)))
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private long count(String table) {
        return Sql.using(database, "counting", sql -> sql.count("SELECT count(*) FROM " + table));
    }

    /** What comes back to these very bytes, until the service closes or says nothing for two seconds. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(2_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.getInputStream().transferTo(answer);
            } catch (IOException closed) {
                // what came before is the answer
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
