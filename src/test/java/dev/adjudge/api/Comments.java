package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Comments under a post of their own, sent and decided about as programs and people do. */
final class Comments {

    private final String post = "post-" + UUID.randomUUID();

    String post() {
        return post;
    }

    ValidatableResponse answer(String id, String how, Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/moderation/items/" + id + "/" + how)
                .then();
    }

    /** A comment that is on its platform too. */
    String there(String text) {
        return there("api-test-1", text);
    }

    String there(String user, String text) {
        String objectId = given().contentType("application/json")
                .body(Map.of("platform", "facebook", "userId", user, "userName", "Tess Ting", "text", text))
                .post("/sandbox/meta/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, Object> item = new TreeMap<>(item("x", text));
        item.put("objectId", objectId);
        item.put("userId", user);
        item.put("accountId", "61550001000001");
        return send(item).statusCode(oneOf(200, 202)).extract().path("items[0].id");
    }

    String sent(String name, String text) {
        return send(item(name, text)).statusCode(oneOf(200, 202)).extract().path("items[0].id");
    }

    ValidatableResponse send(Map<String, Object> item) {
        return given().contentType("application/json")
                .body(item)
                .post("/api/moderation/items")
                .then();
    }

    Map<String, Object> item(String name, String text) {
        return Map.of(
                "platform",
                "facebook",
                "accountId",
                "page-1",
                "objectType",
                "comment",
                "objectId",
                post + "_" + name,
                "postId",
                post,
                "userId",
                "user-" + post + "-" + name,
                "userName",
                "Ada",
                "text",
                text,
                "createdTime",
                "2026-11-28T10:00:00Z");
    }

    JsonPath judged(String id) {
        await().atMost(20, SECONDS)
                .until(() -> !one(id).getString("status").equals("new") && !one(id).getBoolean("judging"));
        return one(id);
    }

    JsonPath one(String id) {
        return given().get("/api/moderation/items/" + id).jsonPath();
    }
}
