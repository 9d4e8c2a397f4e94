package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A second after a switch is on, nothing begins any more. What has begun ends. */
@QuarkusTest
class KillSwitchTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Inject
    Actions actions;

    @Inject
    Outbox outbox;

    @Inject
    Switches switches;

    @Inject
    PretendPlatform pretend;

    private final String test = UUID.randomUUID().toString();

    @AfterEach
    void turn_off() {
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
    }

    @Test
    void a_worker_in_the_middle_of_a_batch_of_slow_actions_stops_within_a_second() {
        List<Subject> subjects = IntStream.range(0, 12) // four at once
                .mapToObj(i -> PretendPlatform.campaign("slow-" + i + "-" + test))
                .toList();
        List<UUID> ids = subjects.stream()
                .map(each -> actions.allowed(each, Actions.pause()))
                .toList();
        outbox.nudge();
        await().atMost(Duration.ofSeconds(20)).until(() -> subjects.stream().anyMatch(each -> pretend.begun(each) > 0));

        given().contentType("application/json")
                .body("{\"on\":true,\"reason\":\"the tracking is broken\"}")
                .put("/api/switches/platform:pretend")
                .then()
                .statusCode(200);
        long on = System.nanoTime();

        ids.forEach(actions::end);
        assertThat(subjects)
                .as("begun before the switch was on, or within a second of it")
                .allSatisfy(each -> assertThat(pretend.begun(each) - on).isLessThan(SECOND));
        assertThat(ids.stream().map(id -> actions.row(id).status()))
                .as("what had begun ended, the rest was stopped")
                .containsOnly("done", "suppressed")
                .contains("done")
                .filteredOn("suppressed"::equals)
                .hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void a_switch_that_is_turned_on_while_the_platform_is_looked_at_still_stops_the_action() {
        Subject subject = PretendPlatform.campaign("slow-look-" + test);
        UUID id = actions.allowed(subject, Actions.pause());
        outbox.nudge();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> actions.row(id).status().equals("executing"));

        switches.turnOn("kind:pause", "the tracking is broken", Caller.SERVICE);

        assertThat(actions.end(id).status()).isEqualTo("suppressed");
        assertThat(pretend.begun(subject)).isZero();
        assertThat(Actions.audited(id)).contains("action.suppressed");
    }

    @Test
    void what_went_wrong_and_was_switched_off_for_it_can_be_undone() {
        Subject subject = PretendPlatform.campaign("went-wrong-" + test);
        UUID pause = actions.allowed(subject, Actions.pause());
        assertThat(actions.end(pause).status()).isEqualTo("done");
        switches.turnOn("kind:pause", "it went wrong", Caller.SERVICE);
        switches.turnOn("rule:High CPL Pause", "it went wrong", Caller.SERVICE);

        UUID undo = UUID.fromString(undo(pause).then().statusCode(200).extract().path("id"));

        assertThat(actions.end(undo).status()).isEqualTo("done");
        assertThat(pretend.live(subject)).isEqualTo("active");
    }

    @Test
    void an_undo_is_stopped_by_the_switch_of_what_it_does() {
        Subject subject = PretendPlatform.campaign("stays-paused-" + test);
        UUID pause = actions.allowed(subject, Actions.pause());
        actions.end(pause);
        switches.turnOn("kind:resume", "audit of tracking", Caller.SERVICE);

        undo(pause).then().statusCode(409).body("detail", containsString("audit of tracking"));

        assertThat(pretend.live(subject)).isEqualTo("paused");
    }

    @Test
    void an_undo_that_was_given_up_is_tried_again_whatever_became_of_its_rule() {
        Subject subject = PretendPlatform.campaign("down-later-" + test);
        UUID pause = actions.allowed(subject, Actions.pause());
        actions.end(pause);
        pretend.breakDown(subject.id());
        UUID undo = UUID.fromString(undo(pause).then().statusCode(200).extract().path("id"));
        assertThat(actions.end(undo).status()).isEqualTo("dead");
        switches.turnOn("rule:High CPL Pause", "it went wrong", Caller.SERVICE);
        pretend.mend(subject.id());

        post(undo, "retry").then().statusCode(200);

        assertThat(actions.end(undo).status()).isEqualTo("done");
    }

    @Test
    void a_switch_that_is_turned_on_while_somebody_says_yes_stops_the_approval() throws InterruptedException {
        Subject subject = PretendPlatform.campaign("slow-yes-" + test);
        UUID id = actions.held(subject, Actions.pause());
        String operator = Actions.key("operator");
        CompletableFuture<Response> answer =
                CompletableFuture.supplyAsync(() -> given().header("Authorization", operator)
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/actions/" + id + "/approve"));
        Thread.sleep(350); // the look at the platform takes 700 ms

        switches.turnOn("account:pretend:1", "the tracking is broken", Caller.SERVICE);

        answer.join().then().statusCode(409).body("detail", containsString("the tracking is broken"));
        assertThat(actions.row(id).status()).isEqualTo("held");
        assertThat(pretend.begun(subject)).isZero();
    }

    private static Response undo(UUID id) {
        return post(id, "undo");
    }

    private static Response post(UUID id, String step) {
        return given().header("Authorization", Actions.key("operator"))
                .contentType("application/json")
                .body("{}")
                .post("/api/actions/" + id + "/" + step);
    }
}
