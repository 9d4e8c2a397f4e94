package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.security.Role;
import dev.adjudge.platform.security.SessionCookie;
import dev.adjudge.platform.security.Users;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks by those who are somebody, but want to be more; and on the places where people say who they are. */
@QuarkusTest
class IdentityAttacksTest {

    private static final String PASSWORD = "correct horse battery staple";

    @Inject
    DataSource database;

    @Inject
    Users users;

    @AfterEach
    void noAdminStays() {
        sql("DELETE FROM users WHERE 'admin' = ANY (roles)");
    }

    // ---- More than the role allows

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%s;x=1",
                "/api/%s;",
                "/api/%s/;x",
                "/api;x/%s",
                "/api//%s",
                "//api/%s",
                "/api/./%s",
                "/api/%s/.",
                "/api/runs/../%s",
                "/api/runs/%%2e%%2e/%s",
                "/api/runs/..;/%s",
                "/api/runs;/../%s",
                "/api/runs/..%%2f%s",
                "/api/runs/%%252e%%252e/%s",
                "/api/decide/../%s",
                "/dmn/../api/%s",
                "/sandbox/../api/%s",
                "/api/%s%%00",
                "/api/%s%%20",
                "/api/%s%%2f",
                "/api/%s%%3bx",
                "/API/%s",
            })
    void an_analyst_reads_nothing_of_auditors_by_a_path_written_another_way(String way) throws IOException {
        String analyst = Attack.key("analyst");
        for (String what : List.of("audit", "keys", "users")) {
            String answer = Attack.raw("GET " + way.formatted(what) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + analyst + "\r\nConnection: close\r\n\r\n");

            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|403|404) .*").doesNotContain("\"items\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/%s;x=1", "/api/runs/../%s", "/api/runs;/../%s", "/api/decide/..%%2f%s", "/dmn/../api/%s"})
    void an_analyst_changes_nothing_of_admins_by_a_path_written_another_way(String way) throws IOException {
        String analyst = Attack.key("analyst");
        Map<String, String> before = Attack.stored(database);
        for (String what : List.of("keys", "users")) {
            String body = "{\"name\":\"climber\",\"roles\":[\"admin\"]}";
            String answer = Attack.raw("POST " + way.formatted(what) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + analyst + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);

            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|403|404) .*");
        }
        assertThat(Attack.stored(database)).isEqualTo(before);
    }

    @Test
    void a_call_in_the_middle_of_losing_a_role_does_not_keep_it() {
        String name = user("admin");
        user("admin"); // who stays
        String session = session(name);

        QuarkusTransaction.requiringNew().run(() -> {
            users.change(name, Set.of(Role.ANALYST), true);
            // Sees what was before, as nothing is committed.
            as(session).get("/api/users").then().statusCode(200);
        });

        as(session).get("/api/users").then().statusCode(403);
        as(session).get("/api/runs").then().statusCode(200);
    }

    @Test
    void nobody_makes_an_installation_that_no_admin_can_enter() {
        String last = user("admin");
        sql("UPDATE users SET active = false WHERE 'admin' = ANY (roles) AND name <> '" + last + "'");

        for (String change : List.of(
                "{\"roles\":[\"analyst\"]}",
                "{\"roles\":[\"admin\"],\"active\":false}",
                "{\"roles\":[],\"active\":false}")) {
            given().contentType("application/json")
                    .body(change)
                    .put("/api/users/" + last)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json");
        }

        as(session(last)).get("/api/users").then().statusCode(200);
        String next = user("admin");
        change(last, "analyst").then().statusCode(200);
        change(next, "analyst").then().statusCode(409);
    }

    @Test
    void two_admins_who_demote_each_other_at_once_leave_one() {
        sql("UPDATE users SET active = false WHERE 'admin' = ANY (roles)");
        List<String> two = List.of(user("admin"), user("admin"));

        List<CompletableFuture<Integer>> answers = two.stream()
                .map(name -> CompletableFuture.supplyAsync(
                        () -> change(name, "analyst").statusCode()))
                .toList();

        assertThat(answers).extracting(CompletableFuture::join).containsExactlyInAnyOrder(200, 409);
        assertThat(two)
                .filteredOn(name -> users.byName(name).orElseThrow().roles().contains("admin"))
                .hasSize(1);
    }

    @Test
    void nobody_is_called_as_the_log_calls_those_whom_nobody_knows() {
        given().contentType("application/json")
                .body(Map.of("name", "unknown", "roles", List.of("analyst")))
                .post("/api/users")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap", "Bootstrap", " bootstrap "})
    void no_key_takes_the_name_that_the_audit_log_has_for_another(String name) {
        Map<String, String> before = Attack.stored(database);

        given().contentType("application/json")
                .body(Map.of("name", name, "roles", List.of("analyst")))
                .post("/api/keys")
                .then()
                .statusCode(422);

        assertThat(Attack.stored(database)).isEqualTo(before);
    }

    @Test
    void script_in_a_keys_name_is_text_on_the_page_that_shows_it() {
        String name = "<img src=x onerror=alert(1)>" + UUID.randomUUID();
        String key = given().contentType("application/json")
                .body(Map.of("name", name, "roles", List.of("analyst")))
                .post("/api/keys")
                .path("key");

        String page = Attack.nobody()
                .header("Authorization", "ApiKey " + key)
                .accept("text/html")
                .get("/")
                .asString();

        assertThat(page).contains("&lt;img src=x").doesNotContain("<img src=x");
    }

    // ---- Guessing

    @Test
    void a_name_that_nobody_has_takes_as_long_as_a_wrong_password() {
        String name = user("analyst");

        long wrong = fastest(name);
        long unknown = fastest("nobody-" + UUID.randomUUID());

        assertThat(unknown).isBetween(wrong / 4, wrong * 4);
    }

    @Test
    void forwarded_addresses_give_a_guesser_no_new_tries() {
        String name = user("analyst");
        String address = "127.78.0.1";
        for (int i = 0; i < 5; i++) {
            guess(Attack.from(address).header("X-Forwarded-For", "10.0.0." + i), name)
                    .then()
                    .statusCode(401);
        }

        guess(Attack.from(address).header("X-Forwarded-For", "10.0.1.1").header("Forwarded", "for=10.0.1.2"), name)
                .then()
                .statusCode(429);

        assertThat(origins("session.refused", "user:" + name)).containsOnly(address);
        signIn(Attack.fromElsewhere(), name, PASSWORD).then().statusCode(303);
    }

    @Test
    void one_password_tried_on_many_names_is_stopped_at_fifty() {
        String address = "127.78.0.2";
        String password = "Summer-2026-and-more";

        List<Integer> answers = IntStream.range(0, 51)
                .mapToObj(
                        i -> signIn(Attack.from(address), "name-" + i, password).statusCode())
                .toList();

        assertThat(answers.subList(0, 50)).containsOnly(401);
        assertThat(answers.get(50)).isEqualTo(429);
    }

    @Test
    void guessed_keys_open_nothing_do_not_fill_the_audit_log_and_are_not_listened_to_in_the_end() {
        String address = "127.78.0.3";
        String known = Attack.key("analyst");
        RequestSpecification neighbour = Attack.from(address).header("Authorization", known);
        neighbour.get("/api/runs").then().statusCode(200);

        Response answer = guessKey(address);
        for (int i = 0; i < 10_000 && answer.statusCode() == 401; i++) {
            answer = guessKey(address);
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotNull();
        neighbour.get("/api/runs").then().statusCode(200);
        guessKey("127.78.0.4").then().statusCode(401);
        assertThat(sql("SELECT count(*) FROM audit_entries WHERE body::jsonb ->> 'origin' = '" + address + "'"))
                .isBetween(0L, 10L);
    }

    private static Response guessKey(String address) {
        return Attack.from(address)
                .header("Authorization", "ApiKey adj_" + UUID.randomUUID())
                .get("/api/runs");
    }

    @Test
    void whoever_signs_in_again_leaves_no_session_behind() {
        String name = user("analyst");
        String first = session(name);

        String second = form(Attack.fromElsewhere())
                .cookie(SessionCookie.NAME, first)
                .formParam("name", name)
                .formParam("password", PASSWORD)
                .post("/sign-in")
                .cookie(SessionCookie.NAME);

        as(first).get("/api/runs").then().statusCode(401);
        as(second).get("/api/runs").then().statusCode(200);
    }

    // ---- The sign-in form

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz",
                "/%0",
                "https:evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/ /evil.example",
                "/.//evil.example",
                "/x/..//evil.example",
                "/%2f/evil.example",
                "/@evil.example",
                "/;@evil.example",
                "///evil.example",
                "/\u2215evil.example",
                "data:text/html,x",
                " //evil.example",
            })
    void nothing_in_the_return_address_leads_elsewhere_or_fails(String to) {
        Response answer = form(Attack.fromElsewhere())
                .formParam("name", "analyst")
                .formParam("password", "analyst")
                .formParam("to", to)
                .post("/sign-in");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).matches("http://(localhost|127\\.0\\.0\\.1):\\d+/(?!/).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=%00&password=%00",
                "name=analyst%00&password=analyst",
                "name=%zz&password=%",
                "name=%ff%fe&password=x",
                "name[]=analyst&password[]=analyst",
                "password=analyst",
                "name=analyst",
                "",
                "{\"name\":\"analyst\",\"password\":\"analyst\"}",
            })
    void a_broken_form_signs_nobody_in_and_breaks_nothing(String form) throws IOException {
        long sessions = sql("SELECT count(*) FROM sessions");

        assertThat(Attack.postForm("/sign-in", form))
                .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                .doesNotContain("Set-Cookie", "Exception");

        assertThat(sql("SELECT count(*) FROM sessions")).isEqualTo(sessions);
    }

    @Test
    void a_form_of_thousands_of_fields_is_refused() throws IOException {
        long sessions = sql("SELECT count(*) FROM sessions");
        String many = String.join(
                "&", IntStream.range(0, 2_500).mapToObj(i -> "f" + i + "=x").toList());

        assertThat(Attack.postForm("/sign-in", "name=analyst&password=analyst&" + many))
                .matches("(?s)HTTP/1\\.1 4\\d\\d .*")
                .doesNotContain("Set-Cookie", "Exception");

        assertThat(sql("SELECT count(*) FROM sessions")).isEqualTo(sessions);
    }

    @Test
    void a_line_end_in_a_name_forges_no_line_of_the_log() throws IOException {
        String mark = UUID.randomUUID().toString();
        for (String end : List.of("\n", "\r", "\r\n", "\u0085", "\u2028")) {
            signIn(Attack.fromElsewhere(), "x" + end + "forged " + mark, "x")
                    .then()
                    .statusCode(401);
        }

        try (Stream<String> lines = Files.lines(Path.of("target", "suite.log"), StandardCharsets.ISO_8859_1)) {
            assertThat(lines).noneMatch(line -> line.startsWith("forged " + mark));
        }
        assertThat(sql("SELECT count(*) FROM audit_entries WHERE body LIKE '%" + mark + "%'"))
                .isZero();
    }

    private long fastest(String name) {
        return IntStream.range(0, 5)
                .mapToLong(i -> guess(Attack.fromElsewhere(), name).time())
                .min()
                .orElseThrow();
    }

    private static Response guess(RequestSpecification from, String name) {
        return signIn(from, name, "a wrong but long password");
    }

    private static Response signIn(RequestSpecification from, String name, String password) {
        return form(from)
                .formParam("name", name)
                .formParam("password", password)
                .post("/sign-in");
    }

    private static RequestSpecification form(RequestSpecification from) {
        return from.contentType("application/x-www-form-urlencoded; charset=UTF-8");
    }

    private static String session(String name) {
        return signIn(Attack.fromElsewhere(), name, PASSWORD).cookie(SessionCookie.NAME);
    }

    private static RequestSpecification as(String session) {
        return Attack.nobody().cookie(SessionCookie.NAME, session);
    }

    private static String user(String role) {
        String name = role + "-" + UUID.randomUUID();
        given().contentType("application/json")
                .body(Map.of("name", name, "roles", List.of(role), "password", PASSWORD))
                .post("/api/users")
                .then()
                .statusCode(201);
        return name;
    }

    private static Response change(String name, String role) {
        return given().contentType("application/json")
                .body(Map.of("roles", List.of(role)))
                .put("/api/users/" + name);
    }

    private static List<String> origins(String kind, String subject) {
        return given().queryParam("kind", kind)
                .queryParam("subject", subject)
                .get("/api/audit")
                .jsonPath()
                .getList("items.entry.origin");
    }

    private long sql(String statement) {
        return Sql.using(
                database, "looking", sql -> statement.startsWith("SELECT") ? sql.count(statement) : sql.run(statement));
    }
}
