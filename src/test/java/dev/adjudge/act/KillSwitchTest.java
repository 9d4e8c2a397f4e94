package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import io.quarkus.test.junit.QuarkusTest;
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
        List<Subject> subjects = IntStream.range(0, 6)
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
                .hasSizeGreaterThanOrEqualTo(4);
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
    void a_switch_that_is_turned_on_while_somebody_says_yes_stops_the_approval() throws InterruptedException {
        Subject subject = PretendPlatform.campaign("slow-yes-" + test);
        UUID id = actions.held(subject, Actions.pause());
        String operator = Actions.key("operator");
        CompletableFuture<io.restassured.response.Response> answer =
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
}
