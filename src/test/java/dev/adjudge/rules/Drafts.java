package dev.adjudge.rules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.SignedIn;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes drafts over HTTP, as an analyst does. */
@ApplicationScoped
public class Drafts {

    private final LiveRules rules;

    Drafts(LiveRules rules) {
        this.rules = rules;
    }

    /** The number of the live release. */
    public long live() {
        return rules.live().ref().id();
    }

    /** The live release with another text in one cell. */
    public long of(String title, String file, String cell, String text) {
        long draft = given().contentType("application/json")
                .body(Map.of("from", live(), "title", title))
                .post("/api/releases")
                .jsonPath()
                .getLong("id");
        String path = "/api/releases/" + draft + "/files/" + file;
        String content = given().get(path).asString();
        assertThat(given().contentType("text/plain; charset=UTF-8")
                        .header("If-Match", "*")
                        .body(Edited.cell(cell, text).apply(content))
                        .put(path)
                        .statusCode())
                .isEqualTo(204);
        return draft;
    }

    /** Submits and approves, as two people do; warnings are acknowledged. */
    public void approve(long draft) {
        Response refused = step(draft, "submit", SignedIn.AUTHORIZATION, Map.of());
        if (refused.statusCode() == 422) {
            assertThat(step(
                                    draft,
                                    "submit",
                                    SignedIn.AUTHORIZATION,
                                    Map.of("acknowledge", refused.jsonPath().getList("errors.pointer")))
                            .statusCode())
                    .as(refused.asString())
                    .isEqualTo(200);
        }
        assertThat(step(draft, "approve", publisher(), Map.of()).statusCode()).isEqualTo(200);
    }

    private static Response step(long release, String step, String authorization, Object body) {
        return given().header("Authorization", authorization)
                .contentType("application/json")
                .body(body)
                .post("/api/releases/" + release + "/" + step);
    }

    private static String publisher() {
        return "ApiKey "
                + given().contentType("application/json")
                        .body(Map.of("name", "publisher-" + UUID.randomUUID(), "roles", List.of("publisher")))
                        .post("/api/keys")
                        .jsonPath()
                        .getString("key");
    }
}
