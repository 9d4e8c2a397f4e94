package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Nothing is done with a comment that nobody wanted, however things come together. */
@QuarkusTest
class ModerationSafetyTest {

    private static final String OTHER_TEXT = "Never mind, it arrived today. Thank you so much!";

    @Inject
    Actions actions;

    private final Comments comments = new Comments();

    @Test
    void what_was_decided_on_one_text_is_not_done_with_another() {
        String id = comments.sent("a", ModerationApiTest.QUESTION);
        comments.judged(id);
        UUID delete = actions.held(subject("a"), new Action.Delete("visible"));
        UUID hide = actions.held(subject("a"), new Action.Hide("visible"));
        actions.change(
                "UPDATE optimization_actions SET status = 'ready', next_attempt_at = now() + interval '1 hour' WHERE id = ?",
                delete);
        actions.change( // by a worker that has just taken it
                "UPDATE optimization_actions SET status = 'executing', lease_holder = gen_random_uuid(), next_attempt_at = now() + interval '1 hour',"
                        + " lease_until = now() + interval '1 hour' WHERE id = ?",
                hide);

        comments.send(comments.item("a", OTHER_TEXT)).body("items[0].result", equalTo("edited"));
        actions.abandoned(hide);

        assertThat(actions.row(delete)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("expired");
            assertThat(row.outcome()).contains("changed the text");
        });
        await().atMost(20, SECONDS).until(() -> actions.row(hide).finishedAt() != null);
        assertThat(actions.row(hide).outcome()).contains("drifted", "wrote another text since");
    }

    @Test
    void what_could_not_be_done_comes_before_a_person() {
        String id = comments.sent("nowhere", ModerationApiTest.INSULT); // the sandbox has no such comment

        await().atMost(20, SECONDS)
                .until(() -> comments.one(id).getString("because") != null
                        && comments.one(id).getString("because").contains("hide was not done"));
        assertThat(comments.one(id).getString("status")).isEqualTo("needs_person");
    }

    @Test
    void suggested_answers_are_limited_when_they_are_approved_too() {
        String user = "asks-much-" + UUID.randomUUID();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(comments.there(user, ModerationApiTest.QUESTION + " " + i));
        }
        ids.forEach(id ->
                assertThat(comments.judged(id).getString("actions[0].status")).isEqualTo("held"));

        for (int i = 0; i < 3; i++) {
            comments.answer(ids.get(i), "approve", Map.of("reply", "We do, number " + i))
                    .statusCode(200);
        }
        comments.answer(ids.get(3), "approve", Map.of("reply", "We do, number 3"))
                .statusCode(409)
                .body("detail", containsString("3 answers went to this person"));

        assertThat(comments.one(ids.get(3)).getString("actions[0].status")).isEqualTo("held");
    }

    @Test
    void a_bulk_is_about_what_was_counted_and_nothing_else() {
        for (int i = 0; i < 2; i++) {
            comments.judged(comments.sent("q" + i, ModerationApiTest.QUESTION + " " + i));
        }
        Map<String, Object> filter = Map.of("post", comments.post());
        JsonPath counted = bulk(Map.of("filter", filter, "dryRun", true))
                .statusCode(200)
                .body("count", equalTo(2))
                .body("seen", notNullValue())
                .extract()
                .jsonPath();
        comments.judged(comments.send(comments.item("q1", ModerationApiTest.QUESTION + " And to Peru?"))
                .extract()
                .path("items[0].id"));

        bulk(Map.of(
                        "filter",
                        filter,
                        "decision",
                        "reject",
                        "comment",
                        "no time",
                        "expectedCount",
                        2,
                        "seen",
                        counted.getString("seen")))
                .statusCode(409)
                .body("detail", containsString("Other items wait like that by now"));
    }

    @Test
    void who_had_an_item_while_its_author_changed_it_does_not_decide_on_what_they_did_not_see() {
        String id = comments.sent("a", ModerationApiTest.QUESTION);
        comments.judged(id);
        String anna = Actions.key("operator");
        lease(anna).statusCode(200).body("items.id", org.hamcrest.Matchers.hasItem(id));
        comments.send(comments.item("a", ModerationApiTest.QUESTION + " 7"));
        comments.judged(id);

        given().header("Authorization", anna)
                .contentType("application/json")
                .body(Map.of("reply", "Yes, of course!"))
                .post("/api/moderation/items/" + id + "/approve")
                .then()
                .statusCode(409)
                .body("detail", containsString("another text while you had it"));

        lease(anna).statusCode(200).body("items.id", org.hamcrest.Matchers.hasItem(id));
        given().header("Authorization", anna)
                .contentType("application/json")
                .body(Map.of("reply", "We are sorry."))
                .post("/api/moderation/items/" + id + "/approve")
                .then()
                .statusCode(409) // what refuses it now is the sandbox, which has no such comment
                .body("detail", containsString("facebook refused"));
    }

    @Test
    void what_somebody_was_asked_about_is_given_to_nobody_else() {
        String id = comments.sent("a", ModerationApiTest.QUESTION);
        comments.judged(id);
        comments.answer(id, "escalate", Map.of("to", "user:anna-" + comments.post(), "comment", "you know them"))
                .statusCode(200);

        List<String> given = lease(Actions.key("operator")).extract().jsonPath().getList("items.id", String.class);

        assertThat(given).doesNotContain(id);
    }

    private ValidatableResponse lease(String key) {
        return given().header("Authorization", key)
                .contentType("application/json")
                .body(Map.of("limit", 50))
                .post("/api/moderation/queue/lease")
                .then();
    }

    private static ValidatableResponse bulk(Map<String, Object> body) {
        return given().contentType("application/json")
                .body(body)
                .post("/api/moderation/bulk")
                .then();
    }

    private Subject subject(String name) {
        return Subject.item("facebook", "page-1", comments.post() + "_" + name);
    }
}
