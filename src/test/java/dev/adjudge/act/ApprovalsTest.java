package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Approval.Otherwise;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do to actions, over HTTP; and what becomes of those that nobody answers. */
@QuarkusTest
class ApprovalsTest {

    private static final Subject META = Subject.campaign("meta", "1010123456789", "120210000000010007");
    private static final Subject GOOGLE = Subject.campaign("google_ads", "4441112222", "21000000004");

    @Inject
    Actions actions;

    @Inject
    Outbox outbox;

    @Inject
    ApprovalWatch watch;

    @Inject
    Switches switches;

    @Inject
    PretendPlatform pretend;

    @Inject
    RaisedAlerts alerts;

    private Instant start = Instant.EPOCH;
    private String operator = "";

    @BeforeEach
    void begin() {
        start = Instant.now();
        operator = key("operator");
    }

    @AfterEach
    void restore() {
        actions.restore(META);
        actions.restore(GOOGLE);
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
    }

    // ---------------------------------------------------------------------------------------------- approve, reject

    @Test
    void what_somebody_approves_is_done_and_says_who_it_was() {
        UUID id = actions.held(META, pause());

        post(id, "approve", "{\"comment\":\"agreed with Ben\"}")
                .then()
                .statusCode(200)
                .body("approval.approver", equalTo("operator"))
                .body("approval.decidedBy", containsString("key:operator-"))
                .body("approval.comment", equalTo("agreed with Ben"));

        assertThat(end(id).status()).isEqualTo("done");
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
        post(id, "approve", "").then().statusCode(409).body("detail", containsString("is done by key:operator-"));
        assertThat(audited(id)).contains("action.approved", "action.done");
    }

    @Test
    void what_somebody_rejects_is_never_done_and_says_why() {
        UUID id = actions.held(META, pause());

        post(id, "reject", "").then().statusCode(422).body("errors[0].pointer", equalTo("/comment"));
        post(id, "reject", "{\"comment\":\"it is the launch week\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"))
                .body("outcome.detail", equalTo("it is the launch week"));
        post(id, "approve", "").then().statusCode(409).body("detail", containsString("is rejected by key:operator-"));

        assertThat(actions.writes(META, start)).isEmpty();
        assertThat(audited(id)).contains("action.rejected");
    }

    @Test
    void only_whom_the_table_names_says_yes_and_after_an_escalation_another_too() {
        UUID id = actions.held(META, pause(), approval("admin", Duration.ofHours(1), Otherwise.REJECT));
        UUID annas = actions.held(
                PretendPlatform.campaign("annas-" + start.toEpochMilli()),
                pause(),
                approval("user:anna", Duration.ofHours(1), Otherwise.REJECT));

        post(id, "approve", "").then().statusCode(403).body("detail", containsString("waits for admin"));
        post(id, "reject", "{\"comment\":\"no\"}").then().statusCode(403);
        post(annas, "approve", "").then().statusCode(403).body("detail", containsString("waits for user:anna"));
        actions.change(
                "UPDATE optimization_actions SET escalate_at = now(), escalate_to = 'operator' WHERE id = ?", id);
        watch.look();
        given().get("/api/actions/" + id).then().body("approval.escalatedTo", equalTo("operator"));
        assertThat(audited(id)).contains("action.escalated");
        post(id, "approve", "").then().statusCode(200);
        assertThat(end(id).status()).isEqualTo("done");
        given().contentType("application/json")
                .header("Authorization", key("analyst"))
                .post("/api/actions/" + annas + "/approve")
                .then()
                .statusCode(403);
    }

    @Test
    void of_many_who_answer_at_once_one_is_heard() {
        UUID id = actions.held(META, pause());

        List<Integer> answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(id, i % 2 == 0 ? "approve" : "reject", "{\"comment\":\"" + i + "\"}")
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).containsOnly(200, 409);
        assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(1);
        assertThat(end(id).status()).isIn("done", "rejected");
    }

    @Test
    void what_drifted_is_refused_when_somebody_approves_it() {
        UUID id = actions.held(META, budget("40", "50"));

        post(id, "approve", "").then().statusCode(409).body("detail", containsString("refused as drifted"));

        given().get("/api/actions/" + id)
                .then()
                .body("status", equalTo("failed"))
                .body("outcome.result", equalTo("drifted"));
        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void a_kill_switch_stops_an_approval() {
        UUID id = actions.held(META, pause());
        switches.turnOn("platform:meta", "audit of tracking", Caller.SERVICE);

        post(id, "approve", "").then().statusCode(409).body("detail", containsString("audit of tracking"));

        assertThat(actions.row(id).status()).isEqualTo("held");
    }

    @Test
    void what_is_no_answer_is_refused() {
        UUID id = actions.held(META, pause());
        for (String step : List.of("approve", "reject", "undo", "retry")) {
            post(id, step, "{\"comment\":\"" + "x".repeat(2_001) + "\"}").then().statusCode(422);
            post(id, step, "{\"comment\":").then().statusCode(400);
            post(id, step, "{\"coment\":\"a\"}").then().statusCode(422);
            post(UUID.randomUUID(), step, "{\"comment\":\"a\"}").then().statusCode(404);
            given().contentType("application/json")
                    .post("/api/actions/x/" + step)
                    .then()
                    .statusCode(404);
        }
        assertThat(actions.row(id).status()).isEqualTo("held");
    }

    // ---------------------------------------------------------------------------------------------- nobody answers

    @Test
    void what_nobody_answers_ends_as_the_table_says() {
        Subject rejected = PretendPlatform.campaign("nobody-a-" + start.toEpochMilli());
        Subject approved = PretendPlatform.campaign("nobody-b-" + start.toEpochMilli());
        Subject waiting = PretendPlatform.campaign("nobody-c-" + start.toEpochMilli());
        UUID rejects = actions.held(rejected, pause(), approval("operator", Duration.ZERO, Otherwise.REJECT));
        UUID approves = actions.held(approved, pause(), approval("operator", Duration.ZERO, Otherwise.APPROVE));
        UUID waits = actions.held(waiting, pause(), approval("operator", Duration.ofHours(1), Otherwise.APPROVE));

        watch.look();

        assertThat(end(rejects)).satisfies(row -> {
            assertThat(row.status()).isEqualTo("expired");
            assertThat(row.outcome()).contains("Nobody answered before");
        });
        assertThat(end(approves).status()).isEqualTo("done");
        assertThat(pretend.effects(approved)).isEqualTo(1);
        assertThat(pretend.effects(rejected)).isZero();
        assertThat(actions.row(waits).status()).isEqualTo("held");
        given().get("/api/actions/" + approves).then().body("approval.decidedBy", equalTo("service"));
        assertThat(audited(rejects)).contains("action.expired");
        actions.change("UPDATE optimization_actions SET remind_at = now() WHERE id = ?", waits);
        watch.look();
        watch.look();
        assertThat(audited(waits)).containsOnlyOnce("action.reminded");
    }

    @Test
    void who_is_reminded_or_asked_instead_is_told_of_what() {
        alerts.send();
        Approval tomorrow = new Approval(
                "a test's",
                "publisher",
                Duration.ofHours(72),
                Duration.ZERO,
                Duration.ofHours(1),
                "admin",
                Otherwise.REJECT);
        List<UUID> held = IntStream.range(0, 11)
                .mapToObj(i -> actions.held(
                        PretendPlatform.campaign("asked-" + i + "-" + start.toEpochMilli()),
                        budget("40", "50"),
                        tomorrow))
                .toList();
        given().delete("/sandbox/requests").then().statusCode(204);

        watch.look();
        watch.look();
        alerts.send();

        assertThat(slack()).singleElement().asString().satisfies(message -> {
            assertThat(message)
                    .contains("Approvals Wait", "approver:publisher: 11 actions wait for an answer", "and 2 more")
                    .containsPattern("change_budget campaign pretend:asked-\\d+-" + start.toEpochMilli()
                            + ": High CPL Pause, 40 → 50; publisher may answer until \\d{4}-\\d\\d-\\d\\dT[\\d:]+Z");
            assertThat(message.split("/api/decisions/")).hasSize(10);
        });
        given().delete("/sandbox/requests").then().statusCode(204);
        actions.change("UPDATE optimization_actions SET escalate_at = now() WHERE id = ANY (?)", (Object)
                List.of(held.get(3)).toArray(UUID[]::new));

        watch.look();
        watch.look();
        alerts.send();

        assertThat(slack())
                .singleElement()
                .asString()
                .contains("Approvals Escalated", "approver:admin", "asked-3-", "publisher or admin may answer until");
    }

    private static List<String> slack() {
        return given().get("/sandbox/requests")
                .jsonPath()
                .getList("findAll {it.uri == '/slack/api/chat.postMessage'}.body");
    }

    @Test
    void silence_is_no_yes_to_an_answer_whatever_the_table_says() {
        Subject comment = new Subject(Subject.ITEM, PretendPlatform.NAME, "1", "silent-" + start.toEpochMilli());
        UUID reply = actions.held(
                comment, new Action.Reply("We do."), approval("operator", Duration.ZERO, Otherwise.APPROVE));

        watch.look();

        assertThat(end(reply).status()).isEqualTo("expired");
        assertThat(pretend.effects(comment)).isZero();
    }

    // ---------------------------------------------------------------------------------------------- undo

    @Test
    void undo_brings_the_campaign_back_and_the_budget() {
        UUID paused = actions.allowed(META, pause());
        UUID raised = actions.allowed(GOOGLE, budget("500", "600"));
        assertThat(end(paused).status()).isEqualTo("done");
        assertThat(end(raised).status()).isEqualTo("done");

        String resume = post(paused, "undo", "{\"comment\":\"wrong campaign\"}")
                .then()
                .statusCode(200)
                .body("kind", equalTo("resume"))
                .body("undoes", equalTo(paused.toString()))
                .body("reason", containsString("wrong campaign"))
                .extract()
                .path("id");
        String back = post(raised, "undo", "").then().statusCode(200).extract().path("id");

        assertThat(end(UUID.fromString(resume)).status()).isEqualTo("done");
        assertThat(end(UUID.fromString(back)).status()).isEqualTo("done");
        assertThat(actions.row(paused).status()).isEqualTo("undone");
        assertThat(actions.row(raised).status()).isEqualTo("undone");
        assertThat(actions.writes(META, start)).containsExactly("status=paused", "status=active");
        assertThat(actions.writes(GOOGLE, start)).containsExactly("daily_budget=60000", "daily_budget=50000");
        given().get("/api/actions/" + paused).then().body("undoneBy", equalTo(resume));
        post(paused, "undo", "").then().statusCode(409).body("detail", containsString("is undone"));
        assertThat(audited(paused)).contains("action.undo");
    }

    @Test
    void undo_after_somebody_changed_it_is_refused_as_drifted() {
        UUID raised = actions.allowed(GOOGLE, budget("500", "77"));
        assertThat(end(raised).status()).isEqualTo("done");
        UUID another = actions.allowed(GOOGLE, budget("77", "78"));
        assertThat(end(another).status()).isEqualTo("done");

        post(raised, "undo", "").then().statusCode(409).body("detail", containsString("refused as drifted"));

        assertThat(actions.row(raised).status()).isEqualTo("done");
        assertThat(actions.writes(GOOGLE, start)).containsExactly("daily_budget=7700", "daily_budget=7800");
        given().get("/api/actions/" + raised).then().body("undoneBy", nullValue());
    }

    @Test
    void what_a_try_of_ours_did_though_nobody_heard_of_it_can_be_undone() {
        Subject subject = PretendPlatform.campaign("unheard-then-busy-" + start.toEpochMilli());
        UUID paused = actions.allowed(subject, pause());
        assertThat(end(paused)).satisfies(row -> {
            assertThat(row.outcome()).contains("already");
            assertThat(row.attempts()).isEqualTo(1);
        });

        String resume =
                post(paused, "undo", "").then().statusCode(200).extract().path("id");

        assertThat(end(UUID.fromString(resume)).status()).isEqualTo("done");
        assertThat(pretend.live(subject)).isEqualTo("active");
    }

    @Test
    void what_leaves_nothing_to_bring_back_is_not_undone() {
        UUID told = actions.allowed(META, new Action.Notify(Action.Level.INFO, "new creative, please"));
        assertThat(end(told).status()).isEqualTo("done");

        post(told, "undo", "").then().statusCode(409).body("detail", containsString("can't be undone"));
        post(actions.held(META, pause()), "undo", "").then().statusCode(409);
    }

    @Test
    void many_undos_at_once_are_one() {
        Subject subject = PretendPlatform.campaign("undone-" + start.toEpochMilli());
        UUID paused = actions.allowed(subject, pause());
        assertThat(end(paused).status()).isEqualTo("done");

        List<Integer> answers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post(paused, "undo", "").statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers.stream().filter(answer -> answer == 200)).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> actions.row(paused).status().equals("undone"));
        assertThat(pretend.effects(subject)).isEqualTo(2);
    }

    // ---------------------------------------------------------------------------------------------- retry

    @Test
    void a_dead_letter_is_read_mended_and_tried_again() {
        String campaign = "always-down-" + UUID.randomUUID();
        UUID dead = actions.allowed(PretendPlatform.campaign(campaign), pause());
        assertThat(end(dead).status()).isEqualTo("dead");
        given().get("/api/actions?status=dead&platform=pretend&subject=" + campaign)
                .then()
                .body("items[0].outcome.detail", containsString("pretend is down"));
        pretend.mend(campaign);

        post(dead, "retry", "{\"comment\":\"pretend is up again\"}").then().statusCode(200);

        assertThat(end(dead).status()).isEqualTo("done");
        post(dead, "retry", "").then().statusCode(409).body("detail", containsString("is done"));
        assertThat(audited(dead)).contains("action.dead", "action.retried", "action.done");
    }

    // ---------------------------------------------------------------------------------------------- help

    private Response post(UUID id, String step, String body) {
        return given().contentType("application/json")
                .header("Authorization", operator)
                .body(body)
                .post("/api/actions/" + id + "/" + step);
    }

    private static String key(String role) {
        return "ApiKey "
                + given().contentType("application/json")
                        .body(Map.of("name", role + "-" + UUID.randomUUID(), "roles", List.of(role)))
                        .post("/api/keys")
                        .jsonPath()
                        .getString("key");
    }

    private static List<String> audited(UUID id) {
        return given().get("/api/audit?limit=100")
                .jsonPath()
                .getList("items.entry.findAll { it.toString().contains('" + id + "') }.kind");
    }

    private static Approval approval(String approver, Duration deadline, Otherwise otherwise) {
        return new Approval("a test's", approver, deadline, null, null, null, otherwise);
    }

    private static Action pause() {
        return new Action.Pause("active");
    }

    private static Action budget(@Nullable String before, String after) {
        return new Action.ChangeBudget(before == null ? null : new BigDecimal(before), new BigDecimal(after), "USD");
    }

    private Actions.Row end(UUID id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            outbox.nudge();
                            return actions.row(id);
                        },
                        row -> row.finishedAt() != null);
    }
}
