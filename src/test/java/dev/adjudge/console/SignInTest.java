package dev.adjudge.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.security.SessionCookie;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SignInTest {

    private static final String PASSWORD = "correct horse battery staple";

    @Inject
    DataSource database;

    @Test
    void a_person_signs_in_by_the_form_and_may_do_what_their_role_allows() {
        Response answer = signIn("operator", "operator", "/api/runs");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/api/runs");
        assertThat(answer.header("Set-Cookie"))
                .contains("HttpOnly", "Secure", "SameSite=Strict", "Path=/")
                .doesNotContain("Domain");
        String session = session(answer);
        as(session).get("/").then().statusCode(200).body(containsString("user:operator"), containsString("operator"));
        as(session).get("/api/runs").then().statusCode(200);
        as(session).get("/api/audit").then().statusCode(403);
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer_and_an_entry() {
        String stranger = "nobody-" + UUID.randomUUID();
        Response unknown = signIn(stranger, PASSWORD, "/");
        Response wrong = signIn("auditor", "guess", "/");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.header("Set-Cookie")).isNull();
        assertThat(wrong.asString().replace("auditor", ""))
                .isEqualTo(unknown.asString().replace(stranger, ""));
        given().queryParam("kind", "session.refused")
                .get("/api/audit")
                .then()
                .body("items.entry.subject", org.hamcrest.Matchers.hasItems("user:auditor", "user:unknown"))
                .body(not(containsString(stranger)));
    }

    @Test
    void the_sixth_guess_in_a_row_waits() {
        String name = "guessed-" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(name, "guess " + i, "/").statusCode()).isEqualTo(401);
        }
        Response sixth = signIn(name, "guess", "/");

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.asString()).contains("wait, then try again");
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 900);
    }

    @Test
    void a_session_that_somebody_prepared_is_not_taken_over() {
        String prepared = "A".repeat(43);
        Response answer = given().noFilters()
                .cookie(SessionCookie.NAME, prepared)
                .redirects()
                .follow(false)
                .formParam("name", "analyst")
                .formParam("password", "analyst")
                .post("/sign-in");

        assertThat(session(answer)).isNotEqualTo(prepared).hasSize(43);
        as(prepared).get("/api/runs").then().statusCode(401);
    }

    @Test
    void signing_out_ends_the_session_here_and_in_the_browser() {
        String session = session(signIn("publisher", "publisher", "/"));
        as(session).get("/api/runs").then().statusCode(200);

        Response out = as(session).redirects().follow(false).post("/sign-out");

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
        as(session).get("/api/runs").then().statusCode(401);
    }

    @Test
    void a_session_that_was_not_used_for_long_is_over() {
        String session = session(signIn("analyst", "analyst", "/"));
        Sql.using(
                database,
                "making sessions old",
                sql -> sql.run(
                        "UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_name = 'analyst'"));

        as(session).get("/api/runs").then().statusCode(401);
    }

    @Test
    void a_session_ends_after_its_longest_time_however_busy() {
        String session = session(signIn("analyst", "analyst", "/"));
        Sql.using(
                database,
                "making sessions old",
                sql -> sql.run(
                        "UPDATE sessions SET started_at = now() - interval '13 hours' WHERE user_name = 'analyst'"));

        as(session).get("/api/runs").then().statusCode(401);
    }

    @Test
    void sends_people_to_the_sign_in_page_and_back_and_tells_programs() {
        Response page = given().noFilters()
                .redirects()
                .follow(false)
                .accept("text/html")
                .get("/api/runs?limit=5");

        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.header("Location")).isEqualTo("/sign-in?to=%2Fapi%2Fruns%3Flimit%3D5");
        given().noFilters()
                .urlEncodingEnabled(false)
                .get(page.header("Location"))
                .then()
                .statusCode(200)
                .body(containsString("value=\"/api/runs?limit=5\""));
        given().noFilters().get("/api/runs").then().statusCode(401).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "javascript:alert(1)",
                "/%0d%0aSet-Cookie:x=y\r\nX: y",
                "\"><script>alert(1)</script>"
            })
    void never_sends_anybody_elsewhere_after_sign_in(String to) {
        Response answer = signIn("analyst", "analyst", to);

        assertThat(answer.header("Location")).matches("https?://[^/]*/(%0d%0aSet-Cookie:x=y)?");
        assertThat(answer.headers().getValues("Set-Cookie")).hasSize(1);
        given().noFilters().queryParam("to", to).get("/sign-in").then().body(not(containsString("<script")));
    }

    @Test
    void shows_names_as_text() {
        given().noFilters()
                .formParam("name", "\"><img src=x onerror=alert(1)>")
                .formParam("password", "x")
                .post("/sign-in")
                .then()
                .statusCode(401)
                .body(containsString("&lt;img"), not(containsString("<img")));
    }

    @Test
    void a_page_of_another_site_can_change_nothing() {
        String session = session(signIn("operator", "operator", "/"));

        for (String site : List.of("cross-site", "same-site")) {
            as(session)
                    .header("Sec-Fetch-Site", site)
                    .contentType(ContentType.JSON)
                    .body("{\"dryRun\":true}")
                    .post("/api/runs")
                    .then()
                    .statusCode(403)
                    .body("detail", containsString("another site"));
        }
        as(session)
                .header("Origin", "https://evil.example")
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":true}")
                .post("/api/runs")
                .then()
                .statusCode(403);
        as(session)
                .header("Sec-Fetch-Site", "cross-site")
                .post("/sign-out")
                .then()
                .statusCode(403);
        as(session).get("/api/runs").then().statusCode(200);
    }

    @Test
    void pages_carry_headers_that_keep_browsers_from_running_what_does_not_belong_there() {
        given().noFilters()
                .get("/sign-in")
                .then()
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        given().noFilters().get("/api/runs").then().statusCode(401).header("X-Content-Type-Options", "nosniff");
    }

    @Test
    void a_user_chooses_a_password_at_their_address_once() {
        String name = "anna-" + UUID.randomUUID();
        String address = create(name, "analyst").path("signInAddress");
        given().noFilters().get(address).then().statusCode(200).body(containsString("Welcome, " + name));
        String secret = address.substring(address.indexOf('=') + 1);

        welcome(secret, "", "short").then().statusCode(422).body(containsString("12 characters"));
        Response accepted = welcome(secret, "", PASSWORD);

        assertThat(accepted.statusCode()).isEqualTo(303);
        as(session(accepted)).get("/").then().statusCode(200).body(containsString("user:" + name));
        given().noFilters().get(address).then().statusCode(404);
        welcome(secret, "", PASSWORD).then().statusCode(404);
        assertThat(signIn(name, PASSWORD, "/").statusCode()).isEqualTo(303);
        assertThat(signIn(name, name, "/").statusCode()).isEqualTo(401);
    }

    @Test
    void another_name_in_the_form_does_not_make_somebody_else_of_a_user() {
        String name = "berta-" + UUID.randomUUID();
        String address = create(name, "analyst").path("signInAddress");

        Response accepted = welcome(address.substring(address.indexOf('=') + 1), "admin", PASSWORD);

        as(session(accepted)).get("/").then().body(containsString("user:" + name));
    }

    @Test
    void a_user_who_is_no_longer_active_is_out_at_once() {
        String name = "carl-" + UUID.randomUUID();
        String address = create(name, "operator").path("signInAddress");
        String session = session(welcome(address.substring(address.indexOf('=') + 1), "", PASSWORD));
        as(session).get("/api/runs").then().statusCode(200);

        given().contentType(ContentType.JSON)
                .body("{\"roles\":[],\"active\":false}")
                .put("/api/users/" + name)
                .then()
                .statusCode(200)
                .body("active", equalTo(false));

        as(session).get("/api/runs").then().statusCode(401);
        assertThat(signIn(name, PASSWORD, "/").statusCode()).isEqualTo(401);
    }

    private static Response create(String name, String role) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("name", name, "roles", List.of(role)))
                .post("/api/users")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static Response welcome(String secret, String name, String password) {
        return given().noFilters()
                .redirects()
                .follow(false)
                .formParam("secret", secret)
                .formParam("name", name)
                .formParam("password", password)
                .post("/welcome");
    }

    private static Response signIn(String name, String password, String to) {
        return given().noFilters()
                .redirects()
                .follow(false)
                .formParam("name", name)
                .formParam("password", password)
                .formParam("to", to)
                .post("/sign-in");
    }

    private static String session(Response answer) {
        return answer.cookie(SessionCookie.NAME);
    }

    private static RequestSpecification as(String session) {
        return given().noFilters().cookie(SessionCookie.NAME, session);
    }
}
