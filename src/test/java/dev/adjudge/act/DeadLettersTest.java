package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Approval.Otherwise;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was given up or refused is read, mended and tried again, over HTTP. */
@QuarkusTest
class DeadLettersTest {

    @Inject
    Actions actions;

    @Inject
    ApprovalWatch watch;

    @Inject
    Switches switches;

    @Inject
    PretendPlatform pretend;

    private final String test = UUID.randomUUID().toString();
    private String operator = "";
    private String another = "";

    @BeforeEach
    void sign_in() {
        operator = Actions.key("operator");
        another = Actions.key("operator");
    }

    @AfterEach
    void turn_off() {
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
    }

    @Test
    void a_dead_letter_shows_what_became_of_each_try_and_goes_on_once_its_cause_is_mended() {
        Subject subject = PretendPlatform.campaign("always-down-" + test);
        UUID dead = actions.allowed(subject, Actions.pause());
        assertThat(actions.end(dead).status()).isEqualTo("dead");

        given().queryParam("status", "dead")
                .queryParam("subject", subject.id())
                .get("/api/actions")
                .then()
                .body("items[0].tries.result", contains("retrying", "retrying", "retrying", "retrying", "dead"))
                .body("items[0].tries[1].detail", equalTo("pretend is down"))
                .body("items[0].tries[4].detail", containsString("Given up after 5 tries"));
        pretend.mend(subject.id());
        retry(operator, dead, "{\"comment\":\"it is up again\"}")
                .then()
                .statusCode(200)
                .body("tries[5].result", equalTo("retried"))
                .body("tries[5].detail", containsString("it is up again"));

        assertThat(actions.end(dead).status()).isEqualTo("done");
        given().get("/api/actions/" + dead).then().body("tries", hasSize(7)).body("tries[6].result", equalTo("done"));
        assertThat(Actions.audited(dead)).contains("action.dead", "action.retried", "action.done");
    }

    @Test
    void keeps_the_latest_twenty_tries_and_says_when_a_worker_was_lost() {
        Subject subject = PretendPlatform.campaign("always-down-long-" + test);
        UUID dead = actions.allowed(subject, Actions.pause());
        for (int i = 0; i < 5; i++) {
            assertThat(actions.end(dead).status()).isEqualTo("dead");
            retry(operator, dead, "").then().statusCode(200);
        }
        actions.end(dead);
        given().get("/api/actions/" + dead).then().body("tries", hasSize(20)).body("tries[19].result", equalTo("dead"));

        pretend.mend(subject.id());
        actions.abandoned(dead);
        actions.change("UPDATE optimization_actions SET finished_at = NULL WHERE id = ?", dead);
        assertThat(actions.end(dead).status()).isEqualTo("done");
        given().get("/api/actions/" + dead)
                .then()
                .body("tries[18].result", equalTo("lost"))
                .body("tries[19].result", equalTo("done"));
    }

    @Test
    void an_amount_that_a_person_mended_waits_for_somebody_else() {
        Subject subject = drifted("mended-");
        UUID failed = actions.allowed(subject, Actions.budget("100", "120"));
        assertThat(actions.end(failed).outcome()).contains("drifted");

        retry(operator, failed, "{\"after\":150.50,\"before\":\"live\",\"comment\":\"they raised it to 130\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("held"))
                .body("approval.approver", equalTo("operator"))
                .body("approval.otherwise", equalTo("reject"))
                .body("approval.mendedBy", containsString("key:operator-"))
                .body("attempts", equalTo(0))
                .body("outcome", nullValue())
                .body("tries[1].detail", containsString("Mended from 100 → 120 to 130 → 150.50 by key:operator-"));
        String body = given().get("/api/actions/" + failed).asString();
        assertThat(body).contains("\"before\":130", "\"after\":150.50");
        assertThat(pretend.begun(subject)).as("nobody said yes").isZero();

        post(operator, failed, "approve", "{}").then().statusCode(403).body("detail", containsString("You mended"));
        post(another, failed, "approve", "{}").then().statusCode(200);

        assertThat(actions.end(failed).status()).isEqualTo("done");
        assertThat((BigDecimal) pretend.live(subject)).isEqualByComparingTo("150.50");
        String audit = given().get("/api/audit?limit=100&kind=action.mended").asString();
        assertThat(audit).contains(failed.toString(), "they raised it to 130", "150.50");
        assertThat(Actions.audited(failed))
                .contains("action.drifted", "action.mended", "action.approved", "action.done");
    }

    @Test
    void what_somebody_changed_is_taken_for_what_it_was_and_still_waits_for_a_yes() {
        Subject subject = drifted("adopted-");
        UUID failed = actions.allowed(subject, Actions.budget("100", "120"));
        actions.end(failed);

        retry(operator, failed, "{\"before\":\"live\"}").then().statusCode(200).body("status", equalTo("held"));

        post(another, failed, "approve", "{}").then().statusCode(200);
        assertThat(actions.end(failed).status()).isEqualTo("done");
        assertThat((BigDecimal) pretend.live(subject)).isEqualByComparingTo("120");
    }

    @Test
    void what_is_mended_to_the_same_change_needs_no_yes() {
        Subject subject = PretendPlatform.campaign("always-down-same-" + test);
        pretend.byHand(subject, new BigDecimal("100"));
        UUID dead = actions.allowed(subject, Actions.budget("100", "120"));
        actions.end(dead);
        pretend.mend(subject.id());

        retry(operator, dead, "{\"after\":120.0,\"before\":\"live\"}")
                .then()
                .statusCode(200)
                .body("tries[5].result", equalTo("retried"));

        assertThat(actions.end(dead).status()).isEqualTo("done");
    }

    @Test
    void what_drifted_before_anybody_said_yes_to_it_waits_for_that_yes_again() {
        Subject subject = PretendPlatform.campaign("unanswered-" + test);
        pretend.byHand(subject, new BigDecimal("110"));
        UUID held = actions.held(
                subject,
                Actions.budget("100", "400"),
                new Approval("a test's", "admin", Duration.ofHours(1), null, null, null, Otherwise.APPROVE));
        post(admin(), held, "approve", "{}").then().statusCode(409).body("detail", containsString("drifted"));
        pretend.byHand(subject, new BigDecimal("100"));
        Instant before = Instant.now();

        JsonPath again = retry(operator, held, "{\"comment\":\"it is 100 again\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("held"))
                .body("approval.approver", equalTo("admin"))
                .body("approval.otherwise", equalTo("reject"))
                .body("approval.decidedBy", nullValue())
                .body("finishedAt", nullValue())
                .body("tries[0].result", equalTo("retried"))
                .body("tries[0].detail", containsString("nobody had said yes to it"))
                .extract()
                .jsonPath();

        assertThat(Instant.parse(again.getString("approval.deadline"))).isAfter(before.plus(Duration.ofHours(23)));
        post(operator, held, "approve", "{}").then().statusCode(403);
        assertThat(pretend.begun(subject)).as("nobody said yes").isZero();
        post(admin(), held, "approve", "{}").then().statusCode(200);
        assertThat(actions.end(held).status()).isEqualTo("done");
        assertThat(Actions.audited(held))
                .contains("action.drifted", "action.retried", "action.approved", "action.done");
    }

    @Test
    void who_mended_an_amount_does_not_get_it_done_alone_by_a_second_try() {
        Subject subject = drifted("mended-alone-");
        UUID failed = actions.allowed(subject, Actions.budget("100", "120"));
        actions.end(failed);
        retry(operator, failed, "{\"after\":150,\"before\":\"live\"}").then().statusCode(200);
        pretend.byHand(subject, new BigDecimal("131"));
        post(another, failed, "approve", "{}").then().statusCode(409);
        pretend.byHand(subject, new BigDecimal("130"));

        retry(operator, failed, "")
                .then()
                .statusCode(200)
                .body("status", equalTo("held"))
                .body("approval.mendedBy", containsString("key:operator-"));

        post(operator, failed, "approve", "{}").then().statusCode(403).body("detail", containsString("You mended"));
        assertThat(pretend.begun(subject)).as("nobody else said yes").isZero();
    }

    @Test
    void what_somebody_said_yes_to_needs_no_second_one() {
        Subject subject = PretendPlatform.campaign("always-down-answered-" + test);
        UUID dead = actions.held(subject, Actions.pause());
        post(operator, dead, "approve", "{}").then().statusCode(200);
        assertThat(actions.end(dead).status()).isEqualTo("dead");
        pretend.mend(subject.id());

        retry(another, dead, "").then().statusCode(200);

        assertThat(actions.end(dead).status()).isEqualTo("done");
    }

    @Test
    void what_is_tried_again_counts_from_then_for_whoever_looks_back() {
        Subject subject = PretendPlatform.campaign("always-down-old-" + test);
        UUID dead = actions.allowed(subject, Actions.pause());
        actions.end(dead);
        actions.change(
                "UPDATE optimization_actions SET created_at = created_at - interval '10 days', finished_at = finished_at - interval"
                        + " '10 days' WHERE id = ?",
                dead);
        actions.change(
                "UPDATE runs SET moment = now() - interval '10 days' WHERE id = (SELECT run_id FROM optimization_actions WHERE id = ?)",
                dead);
        pretend.mend(subject.id());

        retry(operator, dead, "").then().statusCode(200);

        assertThat(actions.end(dead).status()).isEqualTo("done");
        assertThat(actions.count(
                        "SELECT count(*) FROM counted_actions WHERE campaign_id = ? AND moment > now() - interval '1 hour'",
                        subject.id()))
                .isEqualTo(1);
    }

    @Test
    void an_amount_beyond_the_limits_of_the_live_release_is_refused_and_says_what_is_allowed() {
        Subject subject = drifted("beyond-");
        UUID failed = actions.allowed(subject, Actions.budget("100", "120"));
        actions.end(failed);

        for (String after : List.of("49.99", "1000.01", "-1", "1e400", "1e-400", "0")) {
            retry(operator, failed, "{\"after\":" + after + "}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/after"))
                    .body("errors[0].detail", containsString("beyond the limits of the live release, 50 to 1000"));
        }
        retry(operator, failed, "{\"after\":60.125}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("more decimals than USD has"));
        assertThat(actions.row(failed).status()).isEqualTo("failed");
    }

    @Test
    void a_mending_that_makes_no_sense_is_refused() {
        UUID pause = actions.allowed(PretendPlatform.campaign("refusing-" + test), Actions.pause());
        assertThat(actions.end(pause).status()).isEqualTo("failed");
        retry(operator, pause, "{\"after\":100}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("only a budget can be mended, and this is a pause"));
        retry(operator, pause, "{\"before\":\"active\"}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("it can only be \"live\""));
        retry(operator, pause, "{\"later\":1}").then().statusCode(422);

        UUID budget = actions.held(PretendPlatform.campaign("held-" + test), Actions.budget("100", "120"));
        retry(operator, budget, "{\"after\":\"130\"}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("must be a number"));
        retry(operator, budget, "{\"after\":130}")
                .then()
                .statusCode(409)
                .body("detail", containsString("is held; only what is dead or failed"));

        UUID told = actions.held(
                PretendPlatform.campaign("told-" + test), new Action.Notify(Action.Level.INFO, "new creative"));
        retry(operator, told, "{\"before\":\"live\"}")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("changes nothing that was there before"));

        Subject paused = PretendPlatform.campaign("refusing-paused-" + test);
        UUID late = actions.allowed(paused, Actions.pause());
        actions.end(late);
        pretend.byHand(paused, "paused");
        retry(operator, late, "{\"before\":\"live\"}")
                .then()
                .statusCode(409)
                .body("detail", containsString("It is paused already"));
    }

    @Test
    void a_kill_switch_keeps_a_dead_letter_where_it_is() {
        Subject subject = PretendPlatform.campaign("always-down-off-" + test);
        UUID dead = actions.allowed(subject, Actions.pause());
        actions.end(dead);
        switches.turnOn("platform:pretend", "audit of tracking", Caller.SERVICE);

        retry(operator, dead, "").then().statusCode(409).body("detail", containsString("audit of tracking"));

        assertThat(actions.row(dead).status()).isEqualTo("dead");
    }

    @Test
    void of_many_who_mend_at_once_one_does() {
        Subject subject = drifted("raced-");
        UUID failed = actions.allowed(subject, Actions.budget("100", "120"));
        actions.end(failed);

        List<Integer> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        retry(operator, failed, "{\"after\":" + (200 + i) + "}").statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).containsOnly(200, 409);
        assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(1);
        given().get("/api/actions/" + failed)
                .then()
                .body("status", equalTo("held"))
                .body("tries.findAll { it.result == 'mended' }", hasSize(1));
    }

    @Test
    void an_undo_that_failed_is_not_tried_again_once_another_did_it() {
        Subject subject = PretendPlatform.campaign("undone-twice-" + test);
        UUID paused = actions.allowed(subject, Actions.pause());
        actions.end(paused);
        UUID first = UUID.fromString(
                post(operator, paused, "undo", "{}").then().extract().path("id"));
        actions.end(first);
        actions.change("UPDATE optimization_actions SET status = 'failed', action_taken = false WHERE id = ?", first);
        actions.change("UPDATE optimization_actions SET status = 'done' WHERE id = ?", paused);
        pretend.byHand(subject, "paused");
        UUID second = UUID.fromString(
                post(operator, paused, "undo", "{}").then().extract().path("id"));
        actions.end(second);

        retry(operator, first, "").then().statusCode(409).body("detail", containsString("another action undoes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "expired"})
    void a_mended_undo_that_came_to_nothing_leaves_room_for_another(String end) {
        Subject subject = PretendPlatform.campaign("undone-later-" + test + end);
        pretend.byHand(subject, new BigDecimal("100"));
        UUID raised = actions.allowed(subject, Actions.budget("100", "120"));
        assertThat(actions.end(raised).status()).isEqualTo("done");
        pretend.breakDown(subject.id());
        UUID first = undone(raised);
        assertThat(actions.end(first).status()).isEqualTo("dead");
        retry(operator, first, "{\"after\":110}").then().statusCode(200).body("status", equalTo("held"));
        post(another, raised, "undo", "{}").then().statusCode(409);
        if (end.equals("rejected")) {
            post(another, first, "reject", "{\"comment\":\"100 it was\"}")
                    .then()
                    .statusCode(200);
        } else {
            actions.change("UPDATE optimization_actions SET deadline = now() WHERE id = ?", first);
            watch.look();
        }
        assertThat(actions.row(first).status()).isEqualTo(end);

        UUID second = undone(raised);
        assertThat(actions.end(second).status()).isEqualTo("dead");
        pretend.mend(subject.id());
        retry(operator, second, "").then().statusCode(200);

        assertThat(actions.end(second).status()).isEqualTo("done");
        assertThat((BigDecimal) pretend.live(subject)).isEqualByComparingTo("100");
        assertThat(actions.row(raised).status()).isEqualTo("undone");
    }

    private UUID undone(UUID id) {
        return UUID.fromString(post(operator, id, "undo", "{}")
                .then()
                .statusCode(200)
                .extract()
                .path("id"));
    }

    /** Somebody raised its budget from 100 to 130. */
    private Subject drifted(String name) {
        Subject subject = PretendPlatform.campaign(name + test);
        pretend.byHand(subject, new BigDecimal("130"));
        return subject;
    }

    private static String admin() {
        return Actions.key("admin");
    }

    private Response retry(String who, UUID id, String body) {
        return post(who, id, "retry", body);
    }

    private Response post(String who, UUID id, String step, String body) {
        return given().contentType("application/json")
                .header("Authorization", who)
                .body(body)
                .post("/api/actions/" + id + "/" + step);
    }
}
