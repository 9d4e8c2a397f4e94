package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class KeysAndUsersTest {

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    @Test
    void a_key_is_told_once_and_kept_as_a_hash() {
        String name = "ci-" + UUID.randomUUID();
        Response made = make(name, "\"auditor\"", null);

        made.then().statusCode(201).header("Cache-Control", "no-store").body("name", equalTo(name));
        String key = made.path("key");
        assertThat(key).startsWith("adj_").hasSize(47);
        given().get("/api/keys").then().body("items.name", hasItem(name)).body(not(containsString(key)));
        String stored = Sql.using(
                database,
                "reading keys",
                sql -> String.join(" ", sql.list("SELECT k::text FROM api_keys k", row -> row.getString(1))));
        assertThat(stored).contains(name).doesNotContain(key);
        given().queryParam("subject", "key:" + made.path("id"))
                .get("/api/audit")
                .then()
                .body("items[0].entry.kind", equalTo("key.created"))
                .body("items[0].entry.actor", equalTo("key:bootstrap"))
                .body(not(containsString(key)));
    }

    @Test
    void a_revoked_key_ends_at_once_and_no_other_takes_its_name() {
        String name = "gone-" + UUID.randomUUID();
        Response made = make(name, "\"analyst\"", null);
        String authorization = "ApiKey " + made.path("key");
        given().header("Authorization", authorization).get("/api/runs").then().statusCode(200);
        make(name, "\"analyst\"", null).then().statusCode(409);

        given().delete("/api/keys/" + made.path("id")).then().statusCode(204);

        given().header("Authorization", authorization)
                .get("/api/runs")
                .then()
                .statusCode(401)
                .body("detail", containsString("revoked"));
        given().delete("/api/keys/" + made.path("id")).then().statusCode(404);
        make(name, "\"analyst\"", null).then().statusCode(409).body("detail", containsString("was"));
    }

    @Test
    void a_key_ends_when_it_expires() {
        String soon = clock.instant().plusMillis(1_500).toString();
        String authorization = "ApiKey "
                + make("soon-" + UUID.randomUUID(), "\"analyst\"", soon).path("key");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> given().header("Authorization", authorization)
                .get("/api/runs")
                .then()
                .statusCode(401));
    }

    @Test
    void an_analyst_asks_for_dry_runs_only() {
        String analyst = "ApiKey "
                + make("dry-" + UUID.randomUUID(), "\"analyst\"", null).path("key");

        given().header("Authorization", analyst)
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":true,\"accountIds\":[\"nobody-has\"]}")
                .post("/api/runs")
                .then()
                .statusCode(202);
        given().header("Authorization", analyst)
                .contentType(ContentType.JSON)
                .body("{\"dryRun\":false,\"accountIds\":[\"nobody-has\"]}")
                .post("/api/runs")
                .then()
                .statusCode(403)
                .body("detail", containsString("operator"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/keys  | {}                                                       | /name",
                "/api/keys  | {\"name\":\"x\"}                                         | /roles",
                "/api/keys  | {\"name\":\"x\",\"roles\":[]}                            | /roles",
                "/api/keys  | {\"name\":\"x\",\"roles\":[\"king\"]}                    | /roles/0",
                "/api/keys  | {\"name\":\" \",\"roles\":[\"analyst\"]}                 | /name",
                "/api/keys  | {\"name\":\"x\\ny\",\"roles\":[\"analyst\"]}             | /name",
                "/api/keys  | {\"name\":\"x\",\"roles\":[\"analyst\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"} | /expiresAt",
                "/api/keys  | {\"name\":\"x\",\"roles\":[\"analyst\"],\"expiresAt\":\"tomorrow\"}             | /expiresAt",
                "/api/users | {}                                                       | /name",
                "/api/users | {\"name\":\"x\"}                                         | /roles",
                "/api/users | {\"name\":\"x\",\"roles\":[]}                            | /roles",
                "/api/users | {\"name\":\"Anna B\",\"roles\":[\"analyst\"]}            | /name",
                "/api/users | {\"name\":\"<b>\",\"roles\":[\"analyst\"]}               | /name",
                "/api/users | {\"name\":\"anna\",\"roles\":[\"analyst\"],\"password\":\"short\"} | /password"
            })
    void says_which_field_is_wrong(String path, String body, String pointer) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @Test
    void a_user_given_other_roles_has_them_at_the_next_request() {
        String name = "dora-" + UUID.randomUUID();
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"roles\":[\"analyst\"],\"password\":\"correct horse battery\"}")
                .post("/api/users")
                .then()
                .statusCode(201)
                .body("setUp", equalTo(true))
                .body("$", not(org.hamcrest.Matchers.hasKey("signInAddress")));
        given().contentType(ContentType.JSON)
                .body("{\"roles\":[\"auditor\",\"analyst\"]}")
                .put("/api/users/" + name)
                .then()
                .statusCode(200)
                .body("roles", equalTo(java.util.List.of("analyst", "auditor")));
        given().queryParam("subject", "user:" + name)
                .get("/api/audit")
                .then()
                .body("items[0].entry.kind", equalTo("user.changed"))
                .body("items[0].entry.before.roles", equalTo(java.util.List.of("analyst")))
                .body("items[0].entry.after.roles", equalTo(java.util.List.of("analyst", "auditor")))
                .body(not(containsString("argon2")));
        given().contentType(ContentType.JSON)
                .body("{\"roles\":[\"analyst\"]}")
                .put("/api/users/nobody-at-all")
                .then()
                .statusCode(404);
    }

    private static Response make(String name, String roles, @org.jspecify.annotations.Nullable String expiresAt) {
        return given().contentType(ContentType.JSON)
                .body("{\"name\":\"" + name + "\",\"roles\":[" + roles + "]"
                        + (expiresAt == null ? "" : ",\"expiresAt\":\"" + expiresAt + "\"") + "}")
                .post("/api/keys");
    }
}
