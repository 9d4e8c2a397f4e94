package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Comments on their way: in, judged, before people, and back. */
@QuarkusTest
class ModerationApiTest {

    static final String INSULT = "You are all pathetic idiots, go to hell you stupid losers";
    static final String SPAM = "Earn $5000 a week from home!!! message me on WhatsApp +1 555 010 2334, link in my bio";
    private static final String COMPLAINT =
            "My order is three weeks late, nobody answers my emails and I want my money back.";
    static final String QUESTION = "What are your opening hours on Sunday, and do you ship to Norway?";

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    private final Comments comments = new Comments();
    private final String post = comments.post();

    @Test
    void an_insult_is_judged_and_hidden_at_once_where_it_stands() {
        String id = comments.there(INSULT);
        JsonPath item = comments.judged(id);

        assertThat(item.getString("intent")).isEqualTo("toxic");
        assertThat(item.getString("status")).isIn("handled", "needs_person");
        assertThat(item.getList("actions.kind", String.class)).contains("hide");
        assertThat(item.getString("classifications[0].provider")).isEqualTo("local");
        await().atMost(20, SECONDS)
                .until(() -> comments.one(id).getString("visibility").equals("hidden"));
        given().queryParam(
                        "q",
                        "facts.classification.intent = \"toxic\" and facts.classification.confidence > 0.8 and action = \"hide\""
                                + " and facts.author.hiddenItems < 1000 and subjectKind = \"item\"")
                .queryParam("subject", item.getString("objectId"))
                .get("/api/decisions")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        assertThat(given().get("/sandbox/meta/v25.0/" + item.getString("objectId") + "?fields=id,is_hidden")
                        .jsonPath()
                        .getBoolean("is_hidden"))
                .isTrue();
    }

    @Test
    void an_item_that_comes_again_is_kept_once_and_another_text_is_judged_anew() {
        String id = comments.sent("a", COMPLAINT);
        comments.judged(id);

        comments.send(comments.item("a", COMPLAINT))
                .statusCode(oneOf(200, 202))
                .body("items[0].result", equalTo("unchanged"));
        Map<String, Object> edited =
                new TreeMap<>(comments.item("a", "Never mind, it arrived today. Thank you so much!"));
        comments.send(edited).statusCode(oneOf(200, 202)).body("items[0].result", equalTo("edited"));

        assertThat(comments.judged(id).getString("intent")).isNotEqualTo("complaint");
    }

    @Test
    void a_question_waits_with_a_suggested_reply_and_is_answered_in_other_words() {
        String id = comments.there(QUESTION);
        JsonPath waits = comments.judged(id);
        assertThat(waits.getString("status")).isEqualTo("needs_person");
        assertThat(waits.getString("actions[0].kind")).isEqualTo("reply");
        assertThat(waits.getString("actions[0].status")).isEqualTo("held");

        comments.answer(id, "approve", Map.of("reply", "Dear {name}, we are closed"))
                .statusCode(422);
        comments.answer(id, "approve", Map.of("reply", "x".repeat(280))).statusCode(422);
        JsonPath approved = comments.answer(
                        id, "approve", Map.of("reply", "We are open from 10 to 6, and we do ship there."))
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(approved.getString("status")).isEqualTo("handled");
        assertThat(approved.getString("actions[0].after")).isEqualTo("We are open from 10 to 6, and we do ship there.");
        comments.answer(id, "approve", Map.of()).statusCode(409);
    }

    @Test
    void of_two_who_take_items_at_once_nobody_gets_the_same() {
        for (int i = 0; i < 4; i++) {
            comments.judged(comments.sent("q" + i, QUESTION + " " + i));
        }

        List<String> first = leased("anna-" + post);
        List<String> second = leased("ben-" + post);

        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    }

    @Test
    void what_is_rejected_says_why_and_is_learnt_from() {
        String id = comments.sent("q", QUESTION);
        comments.judged(id);

        comments.answer(id, "reject", Map.of()).statusCode(422);
        comments.answer(id, "reject", Map.of("comment", "it is no question", "intent", "complaint"))
                .statusCode(200)
                .body("status", equalTo("passed"));

        given().get("/api/moderation/quality").then().statusCode(200).body("rules", notNullValue());
        assertThat(count(
                        "SELECT count(*) FROM item_reviews WHERE item_id = ? AND outcome = 'wrong' AND intent = 'complaint'",
                        UUID.fromString(id)))
                .isEqualTo(1);
    }

    @Test
    void many_are_decided_about_at_once_when_the_number_still_holds() {
        for (int i = 0; i < 3; i++) {
            comments.judged(comments.sent("q" + i, QUESTION + " " + i));
        }
        Map<String, Object> filter = Map.of("post", post);
        given().contentType("application/json")
                .body(Map.of("filter", filter, "dryRun", true))
                .post("/api/moderation/bulk")
                .then()
                .statusCode(200)
                .body("count", equalTo(3));

        bulk(Map.of("filter", filter, "decision", "reject", "comment", "a test", "expectedCount", 2))
                .statusCode(409);
        bulk(Map.of("filter", filter, "decision", "reject", "comment", "a test", "expectedCount", 3))
                .statusCode(200)
                .body("decided", equalTo(3))
                .body("refused", hasSize(0));
    }

    @Test
    void a_burst_is_told_of_and_has_doubtful_spam_judged_again() {
        for (int i = 0; i < 22; i++) {
            comments.sent("b" + i, "number " + i + " is my favourite of all these lovely pictures");
        }

        await().atMost(30, SECONDS)
                .until(() -> Sql.using(
                                database,
                                "testing",
                                sql -> sql.count("SELECT count(*) FROM post_bursts WHERE post_id = ?", post))
                        == 1);
        await().atMost(10, SECONDS).until(() -> given().get("/api/alerts")
                .jsonPath()
                .getList("items.subject", String.class)
                .contains("post:facebook:" + post));
    }

    @Test
    void a_program_asks_what_would_become_of_a_comment() {
        given().contentType("application/json")
                .body(Map.of(
                        "platform", "facebook",
                        "objectType", "comment",
                        "objectId", "1_2",
                        "text", "anything",
                        "createdTime", "2026-11-28T10:00:00Z",
                        "classification", Map.of("intent", "spam", "confidence", 0.95)))
                .post("/api/decide/comment")
                .then()
                .statusCode(200)
                .body("subject.kind", equalTo("item"))
                .body("verdicts[0].rule", equalTo("Spam Delete"))
                .body("verdicts[0].action.kind", equalTo("delete"))
                .body("verdicts[0].verdict", equalTo("allowed"));
        given().contentType("application/json")
                .body(Map.of(
                        "platform", "facebook",
                        "objectType", "comment",
                        "objectId", "1_2",
                        "text", SPAM,
                        "createdTime", "2026-11-28T10:00:00Z"))
                .post("/api/decide/comment")
                .then()
                .statusCode(200)
                .body("classification.intent", equalTo("spam"));
    }

    @Test
    void hostile_items_are_refused_with_a_place_and_lose_nothing() {
        comments.send(Map.of()).statusCode(422);
        comments.send(Map.of(
                        "platform",
                        "myspace",
                        "objectType",
                        "comment",
                        "objectId",
                        "1",
                        "text",
                        "x",
                        "createdTime",
                        "2026-11-28T10:00:00Z"))
                .statusCode(422)
                .body("errors[0].pointer", containsString("platform"));
        given().contentType("application/json")
                .body("{\"platform\":")
                .post("/api/moderation/items")
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body("null")
                .post("/api/decide/comment")
                .then()
                .statusCode(oneOf(400, 422));
    }

    @Test
    void figures_are_told_apart_as_asked() {
        comments.judged(comments.sent("q", QUESTION));

        given().get("/api/moderation/kpis?by=intent,platform")
                .then()
                .statusCode(200)
                .body("items.find { it.intent == 'question' && it.platform == 'facebook' }.items", greaterThan(0));
        given().get("/api/moderation/kpis?by=colour").then().statusCode(422);
    }

    @Test
    void past_items_are_hunted_with_a_rule_and_done_once_somebody_says_yes() {
        comments.judged(comments.sent("h", "You are all pathetic idiots and losers"));
        Sql.using(
                database,
                "testing",
                sql -> sql.run("UPDATE social_media_items SET visibility = 'visible' WHERE post_id = ?", post));

        String hunt = given().contentType("application/json")
                .body(Map.of("from", clock.instant().minusSeconds(3600).toString()))
                .post("/api/moderation/retro-hunt")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        String path = "/api/moderation/retro-hunts/" + hunt;
        await().atMost(30, SECONDS)
                .until(() -> given().get(path).jsonPath().getString("status").equals("completed"));
        int matched = given().get(path).jsonPath().getInt("matched");
        assertThat(matched).isPositive();
        given().get(path + "/sample").then().statusCode(200).body("[0].classification.intent", notNullValue());
        act(path, matched + 1).statusCode(409);
        act(path, matched).statusCode(200).body("runId", notNullValue());
        act(path, matched).statusCode(409);
        String run = given().get(path).jsonPath().getString("runId");
        assertThat(count(
                        "SELECT count(*) FROM optimization_actions WHERE run_id = ? AND status = 'held'",
                        UUID.fromString(run)))
                .isEqualTo(matched);
        given().contentType("application/json")
                .body(Map.of("reason", "a test"))
                .post(path + "/undo")
                .then()
                .statusCode(200)
                .body("begun", equalTo(0))
                .body("withdrawn", equalTo(matched));
        given().contentType("application/json")
                .body("{}")
                .post(path + "/approve")
                .then()
                .statusCode(200)
                .body("begun", equalTo(0));
    }

    @Test
    void the_classifier_learns_from_people_and_is_chosen_by_who_saw_the_difference() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/classifiers/train")
                .then()
                .statusCode(oneOf(200, 409));
        for (int i = 0; i < 140; i++) {
            String id = comments.sent(
                    "t" + i, "my frobnicator from " + letters(i) + " glows quite purple since " + letters(i * 31 + 7));
            Sql.using(
                    database,
                    "testing",
                    sql -> sql.run(
                            "INSERT INTO item_reviews (item_id, outcome, decided, intent, sentiment, reviewer, at) VALUES (?, 'wrong', 'resolved', ?, 'negative', 'anna', now())",
                            UUID.fromString(id),
                            "complaint"));
        }
        String trained = given().contentType("application/json")
                .body("{}")
                .post("/api/classifiers/train")
                .then()
                .statusCode(200)
                .extract()
                .path("version");

        given().contentType("application/json")
                .body("{}")
                .post("/api/classifiers/" + trained + "/choose")
                .then()
                .statusCode(412);
        String tag = given().get("/api/classifiers/" + trained + "/difference")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        given().contentType("application/json")
                .header("If-Match", tag)
                .body("{}")
                .post("/api/classifiers/" + trained + "/choose")
                .then()
                .statusCode(200)
                .body("chosen", equalTo(true));
        try {
            assertThat(comments.judged(comments.sent("after", "my frobnicator glows quite purple"))
                            .getString("classifications[0].version"))
                    .isEqualTo(trained);
        } finally {
            String shipped =
                    given().get("/api/classifiers").jsonPath().getString("items.find { it.base == null }.version");
            given().contentType("application/json")
                    .header(
                            "If-Match",
                            given().get("/api/classifiers/" + shipped + "/difference")
                                    .header("ETag"))
                    .body("{}")
                    .post("/api/classifiers/" + shipped + "/choose")
                    .then()
                    .statusCode(200);
        }
    }

    /** Another word for each number: digits are all alike to the classifier. */
    private static String letters(int number) {
        return number < 26 ? "qu" + (char) ('a' + number) : letters(number / 26) + (char) ('a' + number % 26);
    }

    private long count(String sql, Object... values) {
        return Sql.using(database, "testing", one -> one.count(sql, values));
    }

    private static ValidatableResponse act(String path, int expected) {
        return given().contentType("application/json")
                .body(Map.of("expectedCount", expected, "reason", "a test"))
                .post(path + "/act")
                .then();
    }

    private static ValidatableResponse bulk(Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/moderation/bulk")
                .then();
    }

    private List<String> leased(String name) {
        String key = given().contentType("application/json")
                .body(Map.of("name", name, "roles", List.of("operator")))
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        return given().header("Authorization", "ApiKey " + key)
                .contentType("application/json")
                .body(Map.of("limit", 2))
                .post("/api/moderation/queue/lease")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", String.class);
    }
}
