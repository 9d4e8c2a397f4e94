package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Until;
import dev.adjudge.platform.Caller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pauses that end by themselves at a time, and those that don't because somebody else has the campaign by then. */
@QuarkusTest
class ReturnsTest {

    @Inject
    Actions actions;

    @Inject
    ReturnWatch watch;

    @Inject
    Switches switches;

    @Inject
    PretendPlatform pretend;

    private final String test = UUID.randomUUID().toString();
    private final Subject campaign = PretendPlatform.campaign("pausing-" + test);

    @AfterEach
    void turn_off() {
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
    }

    @Test
    void a_pause_for_three_days_ends_three_days_after_it_was_done() {
        Instant start = Instant.now();
        UUID pause = paused("P3D");

        JsonPath shown = shown(pause);
        assertThat(shown.getString("until.after")).isEqualTo("P3D");
        assertThat(shown.getString("return.status")).isEqualTo("open");
        assertThat(Instant.parse(shown.getString("return.at")))
                .isBetween(start.plus(Duration.ofDays(3)), Instant.now().plus(Duration.ofDays(3)));
        watch.look();
        assertThat(shown(pause).getString("return.status"))
                .as("it is not time yet")
                .isEqualTo("open");

        timePasses(pause);
        watch.look();

        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        assertThat(actions.end(resume).status()).isEqualTo("done");
        assertThat(pretend.live(campaign)).isEqualTo("active");
        given().get("/api/actions/" + resume)
                .then()
                .body("kind", equalTo("resume"))
                .body("undoes", equalTo(pause.toString()))
                .body("approval", nullValue())
                .body("reason", equalTo("returns as 'High CPL Pause' wanted: until 3 days after it was paused"));
        given().get("/api/actions/" + pause)
                .then()
                .body("status", equalTo("undone"))
                .body("undoneBy", equalTo(resume.toString()))
                .body("return.status", equalTo("returned"))
                .body("return.endedAt", notNullValue());
        assertThat(Actions.audited(pause)).contains("action.returning");
        assertThat(Actions.audited(resume)).contains("action.returning", "action.done");
    }

    @Test
    void many_replicas_at_once_let_it_go_on_once() {
        UUID pause = paused("PT1M");
        timePasses(pause);

        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(watch::look))
                .toList()
                .forEach(CompletableFuture::join);
        watch.look();

        actions.end(UUID.fromString(shown(pause).getString("return.resume")));
        watch.look();
        assertThat(pretend.effects(campaign)).as("paused and resumed").isEqualTo(2);
        given().queryParam("subject", campaign.id()).get("/api/actions").then().body("items", hasSize(2));
    }

    @Test
    void says_in_what_is_held_when_it_would_end() {
        UUID held = actions.held(campaign, pause(new Until.Met("windows.d7.roas > 2")));

        given().get("/api/actions/" + held)
                .then()
                .body("until.condition", equalTo("windows.d7.roas > 2"))
                .body("return", nullValue());
    }

    @Test
    void a_change_by_hand_that_was_seen_on_the_platform_takes_it_away() {
        UUID pause = paused("PT1M");
        changed("paused", "active", "sync");
        changed("active", "paused", "sync");
        timePasses(pause);

        watch.look();

        given().get("/api/actions/" + pause)
                .then()
                .body("status", equalTo("done"))
                .body("return.status", equalTo("cancelled"))
                .body("return.because", containsString("set from paused to active by hand"))
                .body("return.resume", nullValue());
        assertThat(pretend.live(campaign)).isEqualTo("paused");
        assertThat(Actions.audited(pause)).contains("action.return_cancelled");
    }

    @Test
    void our_own_pause_seen_on_the_platform_takes_nothing_away() {
        UUID pause = paused("PT1M");
        changed("active", "paused", "sync");

        watch.look();

        assertThat(shown(pause).getString("return.status")).isEqualTo("open");
    }

    @Test
    void a_campaign_that_goes_on_already_when_its_return_comes_is_somebody_elses() {
        UUID pause = paused("PT1M");
        pretend.byHand(campaign, "active");
        timePasses(pause);

        watch.look();

        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        assertThat(actions.end(resume)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("failed");
            assertThat(row.outcome()).contains("drifted").contains("somebody let it");
        });
        given().get("/api/actions/" + pause)
                .then()
                .body("status", equalTo("done"))
                .body("return.status", equalTo("cancelled"))
                .body("return.because", containsString("somebody let it"));
        assertThat(pretend.effects(campaign)).as("paused, and nothing else").isEqualTo(1);
        assertThat(Actions.audited(pause)).contains("action.return_cancelled");
    }

    @Test
    void a_return_that_was_kept_back_is_not_ours_when_somebody_let_the_campaign_go_on_meanwhile() {
        UUID pause = paused("PT1M");
        timePasses(pause);
        pretend.keepBack(campaign.id());
        watch.look();
        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> String.valueOf(actions.row(resume).outcome()).contains("used up"));

        pretend.byHand(campaign, "active");

        assertThat(actions.end(resume).status()).isEqualTo("failed");
        assertThat(shown(pause).getString("return.status")).isEqualTo("cancelled");
        assertThat(shown(pause).getString("return.because")).contains("somebody let it");
    }

    @Test
    void a_campaign_that_ended_meanwhile_does_not_go_on() {
        UUID pause = paused("PT1M");
        pretend.byHand(campaign, "ended");
        timePasses(pause);

        watch.look();
        actions.end(UUID.fromString(shown(pause).getString("return.resume")));

        assertThat(shown(pause).getString("return.status")).isEqualTo("cancelled");
        assertThat(pretend.live(campaign)).isEqualTo("ended");
    }

    @Test
    void a_resume_whose_worker_was_killed_after_it_was_done_is_ours() {
        UUID pause = paused("PT1M");
        timePasses(pause);
        watch.look();
        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        actions.end(resume);
        actions.change(
                "UPDATE optimization_actions SET status = CASE id WHEN ?::uuid THEN 'done' ELSE status END WHERE id = ?",
                pause,
                pause);
        actions.change("UPDATE action_returns SET status = 'returning', ended_at = NULL WHERE action_id = ?", pause);
        actions.change(
                "UPDATE optimization_actions SET tries = '[]', action_taken = false, status = 'ready' WHERE id = ?",
                resume);
        actions.abandoned(resume);
        actions.change("UPDATE optimization_actions SET finished_at = NULL WHERE id = ?", resume);

        assertThat(actions.end(resume).outcome()).contains("already");

        assertThat(actions.row(resume).status()).isEqualTo("done");
        assertThat(shown(pause).getString("return.status")).isEqualTo("returned");
        assertThat(actions.row(pause).status()).isEqualTo("undone");
    }

    @Test
    void what_somebody_had_paused_before_the_rule_did_is_theirs() {
        pretend.byHand(campaign, "paused");

        UUID pause = paused("PT1M");

        given().get("/api/actions/" + pause)
                .then()
                .body("outcome.result", equalTo("already"))
                .body("return.status", equalTo("cancelled"))
                .body("return.because", containsString("paused already"));
        timePasses(pause);
        watch.look();
        assertThat(pretend.effects(campaign)).isZero();
    }

    @Test
    void a_person_who_undoes_the_pause_ends_it() {
        UUID pause = paused("PT1M");

        String undo = given().header("Authorization", Actions.key("operator"))
                .contentType("application/json")
                .body("{}")
                .post("/api/actions/" + pause + "/undo")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        actions.end(UUID.fromString(undo));
        timePasses(pause);
        watch.look();

        assertThat(shown(pause).getString("return.status")).isEqualTo("cancelled");
        assertThat(shown(pause).getString("return.because")).contains("undoes the pause");
        assertThat(pretend.effects(campaign)).isEqualTo(2);
    }

    @Test
    void another_pause_of_ours_has_the_campaign_from_then_on() {
        UUID first = paused("PT1M");
        actions.end(actions.allowed(campaign, new Action.Resume("paused")));
        UUID second = paused("P30D");
        timePasses(first);
        watch.look();

        assertThat(shown(first).getString("return.status")).isEqualTo("cancelled");
        assertThat(shown(first).getString("return.because")).contains("a resume by 'High CPL Pause'");
        assertThat(shown(second).getString("return.status")).isEqualTo("open");
        assertThat(pretend.live(campaign)).isEqualTo("paused");
    }

    @Test
    void a_kill_switch_makes_it_wait_and_then_it_comes() {
        UUID pause = paused("PT1M");
        timePasses(pause);
        for (String scope : List.of("all", "kind:resume", "account:pretend:1", "rule:High CPL Pause")) {
            switches.turnOn(scope, "audit of tracking", Caller.SERVICE);
            watch.look();
            assertThat(shown(pause).getString("return.status")).as(scope).isEqualTo("open");
            switches.turnOff(scope, Caller.SERVICE);
        }

        watch.look();

        actions.end(UUID.fromString(shown(pause).getString("return.resume")));
        assertThat(shown(pause).getString("return.status")).isEqualTo("returned");
    }

    @Test
    void a_kill_switch_in_the_last_moment_leaves_it_open() {
        Subject slow = PretendPlatform.campaign("slow-return-" + test);
        UUID pause = actions.allowed(slow, pause(new Until.After("PT1M")));
        actions.end(pause);
        timePasses(pause);
        watch.look();
        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        switches.turnOn("kind:resume", "audit of tracking", Caller.SERVICE);

        assertThat(actions.end(resume).status()).isEqualTo("suppressed");
        assertThat(shown(pause).getString("return.status")).isEqualTo("open");
        switches.turnOff("kind:resume", Caller.SERVICE);
        watch.look();

        actions.end(UUID.fromString(shown(pause).getString("return.resume")));
        assertThat(shown(pause).getString("return.status")).isEqualTo("returned");
        assertThat(pretend.live(slow)).isEqualTo("active");
    }

    @Test
    void a_return_that_is_given_up_is_a_dead_letter_that_can_be_tried_again() {
        Subject down = PretendPlatform.campaign("down-later-" + test);
        UUID pause = actions.allowed(down, pause(new Until.After("PT1M")));
        actions.end(pause);
        pretend.breakDown(down.id());
        timePasses(pause);
        watch.look();
        UUID resume = UUID.fromString(shown(pause).getString("return.resume"));
        assertThat(actions.end(resume).status()).isEqualTo("dead");
        assertThat(shown(pause).getString("return.status")).isEqualTo("failed");
        assertThat(shown(pause).getString("return.because")).contains("Given up after 5 tries");
        pretend.mend(down.id());

        given().header("Authorization", Actions.key("operator"))
                .contentType("application/json")
                .body("{}")
                .post("/api/actions/" + resume + "/retry")
                .then()
                .statusCode(200);

        assertThat(actions.end(resume).status()).isEqualTo("done");
        assertThat(shown(pause).getString("return.status")).isEqualTo("returned");
        assertThat(actions.row(pause).status()).isEqualTo("undone");
    }

    @Test
    void a_moment_that_was_over_when_it_was_paused_ends_nothing() {
        UUID pause = actions.allowed(campaign, pause(new Until.At(Instant.parse("2020-12-24T00:00:00Z"))));
        actions.end(pause);

        watch.look();

        assertThat(shown(pause).getString("until.at")).isEqualTo("2020-12-24T00:00:00Z");
        assertThat(shown(pause).getString("return.status")).isEqualTo("cancelled");
        assertThat(shown(pause).getString("return.because")).contains("was over when it was paused");
        assertThat(pretend.live(campaign)).isEqualTo("paused");
    }

    @Test
    void a_pause_without_an_end_has_none() {
        UUID pause = actions.allowed(campaign, pause(null));
        actions.end(pause);

        given().get("/api/actions/" + pause).then().body("until", nullValue()).body("return", nullValue());
    }

    private UUID paused(String duration) {
        UUID id = actions.allowed(campaign, pause(new Until.After(duration)));
        assertThat(actions.end(id).status()).isEqualTo("done");
        return id;
    }

    private static Action pause(@Nullable Until until) {
        return new Action.Pause("active", until);
    }

    private void timePasses(UUID pause) {
        actions.change("UPDATE action_returns SET due_at = now() - interval '1 second' WHERE action_id = ?", pause);
    }

    private void changed(String before, String after, String by) {
        actions.change(
                "INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by) VALUES (?, ?, now(),"
                        + " 'status', ?, ?, ?)",
                campaign.platform(),
                campaign.id(),
                before,
                after,
                by);
    }

    private static JsonPath shown(UUID id) {
        return given().get("/api/actions/" + id).jsonPath();
    }
}
