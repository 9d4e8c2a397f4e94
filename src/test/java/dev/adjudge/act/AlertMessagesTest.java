package dev.adjudge.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.adjudge.act.Message.Event;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Action.Level;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People are told of alerts, of a storm once, and again when nobody answers. */
@QuarkusTest
class AlertMessagesTest {

    @Inject
    RaisedAlerts alerts;

    @Inject
    TestChannel channel;

    @Inject
    Actions actions;

    @Inject
    DataSource database;

    @Inject
    MockMailbox mailbox;

    private final String rule = "tested " + UUID.randomUUID();

    @BeforeEach
    void begin() {
        alerts.send();
        channel.told.clear();
        mailbox.clear();
        RestAssured.delete("/sandbox/requests").then().statusCode(204);
    }

    @AfterEach
    void end() {
        channel.failing = null;
        change("DELETE FROM alerts WHERE kind = 'tested' OR rule = ?", rule);
    }

    @Test
    void a_storm_is_one_message_on_each_channel() {
        for (int i = 0; i < 50; i++) {
            alerts.raise(rule, "account:meta:" + i, Level.WARNING, 30L, "test", "slack", "email");
        }
        alerts.send();
        alerts.send();

        assertThat(channel.told).hasSize(1);
        Message message = channel.told.get(0);
        assertThat(message.title()).isEqualTo(rule + " (50 times)");
        assertThat(message.lines()).hasSize(10);
        assertThat(message.lines().get(0).text()).isEqualTo("account:meta:0: 7 of <these> & more than 5");
        assertThat(message.more()).isEqualTo(40);
        assertThat(slack()).hasSize(1);
        assertThat(slack().get(0))
                .contains("[warning] " + rule, "&lt;these&gt; &amp; more", "… and 40 more", "/api/alerts/")
                .contains("\"channel\":\"#adjudge\"");
        assertThat(mailbox.getMailsSentTo("adjudge@localhost")).singleElement().satisfies(mail -> {
            assertThat(mail.getSubject()).isEqualTo("[warning] " + rule + " (50 times)");
            assertThat(mail.getText()).contains("account:meta:9: 7 of <these>", "… and 40 more", "/acknowledge");
        });
        assertThat(count("SELECT count(*) FROM alert_messages m JOIN alerts a ON a.id = m.alert_id"
                        + " WHERE a.rule = ? AND m.status = 'sent' AND m.sent_at IS NOT NULL"))
                .isEqualTo(150);
    }

    @Test
    void what_a_rule_says_of_campaigns_is_in_the_message_with_links_to_its_decisions() {
        Subject campaign = Subject.campaign("meta", "1", "told-" + UUID.randomUUID());
        UUID action = actions.written(campaign, new Action.Notify(Level.INFO, "look"), "allowed", rule);
        UUID run = UUID.fromString(text("SELECT run_id::text FROM optimization_actions WHERE id = ?", action));
        String decision = text("SELECT decision_id::text FROM optimization_actions WHERE id = ?", action);

        alerts.raise("Rule Tells", "rule:" + rule, Level.INFO, null, run, 12, "test");
        alerts.send();

        Message message = channel.told.get(0);
        assertThat(message.lines()).hasSize(2);
        assertThat(message.lines().get(1).text())
                .isEqualTo("a campaign (meta " + campaign.id() + "): CPL 68.04 is above 50, \"tab\"\there");
        assertThat(message.lines().get(1).link().toString()).endsWith("/api/decisions/" + decision);
        assertThat(message.more()).isEqualTo(11);
    }

    @Test
    void rules_that_tell_at_once_share_the_lines_of_their_message() {
        for (String one : List.of(rule + " a", rule + " b")) {
            alerts.raise("Rule Tells", "rule:" + one, Level.INFO, null, runThatTells(one, 6), 6, "test");
        }
        alerts.send();

        Message message = channel.told.get(0);
        assertThat(message.title()).isEqualTo("Rule Tells (2 times)");
        assertThat(message.lines()).hasSize(10);
        assertThat(message.lines().get(0).text()).isEqualTo("rule:" + rule + " a: 6 of <these> & more than 5");
        assertThat(message.lines().get(5).text()).isEqualTo("rule:" + rule + " b: 6 of <these> & more than 5");
        assertThat(message.lines().subList(1, 5)).allSatisfy(line -> {
            assertThat(line.text())
                    .startsWith("a campaign (meta told-")
                    .endsWith("CPL 68.04 is above 50, \"tab\"\there");
            assertThat(line.link().toString()).contains("/api/decisions/");
        });
        assertThat(message.lines().subList(6, 10))
                .allSatisfy(line -> assertThat(line.link().toString()).contains("/api/decisions/"));
        assertThat(message.more()).isEqualTo(4);
    }

    @Test
    void a_rule_that_fires_more_is_shown_with_what_it_wanted() {
        UUID run = runThatTells(rule, 1);
        UUID decision = UUID.randomUUID();
        change("""
                INSERT INTO decisions (id, run_id, subject_kind, platform, account_id, subject_id, release_id, facts, verdicts, created_at)
                SELECT ?, run_id, subject_kind, platform, account_id, subject_id, release_id, facts, jsonb_build_array(jsonb_build_object(
                    'rule', ?::text, 'verdict', 'suppressed', 'proposedBecause', 'CPL 70 is above 50')), created_at
                FROM decisions WHERE run_id = ? LIMIT 1""", decision, rule, run);

        alerts.raise("rule_fires_more", rule, "rule:" + rule, Level.WARNING, 30L, run, 12, "test");
        alerts.send();

        Message message = channel.told.get(0);
        assertThat(message.lines().get(1).text())
                .startsWith("a campaign (meta told-")
                .endsWith("): CPL 70 is above 50 (suppressed)");
        assertThat(message.lines().get(1).link().toString()).endsWith("/api/decisions/" + decision);
        assertThat(message.more()).isEqualTo(11);
    }

    @Test
    void many_actions_of_an_account_are_shown_with_the_latest() {
        Subject campaign = Subject.campaign("meta", "of " + rule, "done-" + UUID.randomUUID());
        UUID action = actions.written(campaign, new Action.Pause("active"), "held", rule);
        change(
                "UPDATE optimization_actions SET status = 'done', action_taken = true, finished_at = now() WHERE id = ?",
                action);

        alerts.raise("many_actions", rule, "account:meta:of " + rule, Level.WARNING, 30L, null, 50, "test");
        alerts.send();

        Message message = channel.told.get(0);
        assertThat(message.lines().get(1).text())
                .startsWith("a campaign (meta " + campaign.id() + "): pause, CPL 68.04 is above 50");
        assertThat(message.lines().get(1).link().toString()).contains("/api/decisions/");
        assertThat(message.more()).isEqualTo(49);
    }

    @Test
    void nobody_answers_for_30_minutes() {
        alerts.raise(rule, "service", Level.WARNING, 30L, "test");
        change("UPDATE alerts SET raised_at = raised_at - interval '29 minutes' WHERE rule = ?", rule);
        alerts.send();
        assertThat(channel.told).extracting(Message::event).containsExactly(Event.RAISED);

        change("UPDATE alerts SET raised_at = raised_at - interval '2 minutes' WHERE rule = ?", rule);
        alerts.send();
        alerts.send();

        assertThat(channel.told).extracting(Message::event).containsExactly(Event.RAISED, Event.ESCALATED);
        assertThat(channel.told.get(1).title()).isEqualTo("Nobody answered for 30 minutes: " + rule);
        assertThat(pagerDuty()).hasSize(1);
        assertThat(pagerDuty().get(0)).contains("\"event_action\":\"trigger\"", "\"severity\":\"warning\"");
        one().body("items[0].escalatedAt", notNullValue());
    }

    @Test
    void what_somebody_looks_after_does_not_escalate_and_its_incident_is_acknowledged() {
        alerts.raise(rule, "service", Level.CRITICAL, 0L, "pagerduty", "email", "test");
        alerts.send();
        String id = one().body("items", hasSize(1)).extract().path("items[0].id");

        acknowledge(id, "{\"comment\":\"on it\"}")
                .statusCode(200)
                .body("acknowledgedBy", equalTo("key:bootstrap"))
                .body("comment", equalTo("on it"));
        alerts.send();

        assertThat(pagerDuty()).hasSize(2);
        assertThat(pagerDuty().get(1)).contains("\"event_action\":\"acknowledge\"");
        assertThat(JsonPath.from(pagerDuty().get(1)).getString("dedup_key"))
                .isEqualTo(JsonPath.from(pagerDuty().get(0)).getString("dedup_key"));
        assertThat(mailbox.getTotalMessagesSent()).as("no mail of it").isOne();
        assertThat(channel.told).extracting(Message::event).containsExactly(Event.RAISED, Event.ACKNOWLEDGED);
        acknowledge(id, "{}").statusCode(409);
        RestAssured.given()
                .queryParam("kind", "alert.acknowledged")
                .get("/api/audit")
                .then()
                .body("items[0].entry.after.alert", equalTo(id))
                .body("items[0].entry.reason", equalTo("on it"));
    }

    @Test
    void what_was_told_apart_is_acknowledged_apart() {
        alerts.raise(rule, "source:meta", Level.CRITICAL, 0L, "pagerduty");
        alerts.send();
        String first = one().extract().path("items[0].id");
        alerts.raise(rule, "source:google_ads", Level.CRITICAL, 0L, "pagerduty");
        alerts.send();
        assertThat(incidents("trigger")).doesNotHaveDuplicates().hasSize(2);

        acknowledge(first, "{}").statusCode(200);
        alerts.send();

        assertThat(incidents("acknowledge"))
                .containsExactly(incidents("trigger").get(0));
    }

    @Test
    void what_was_told_as_one_is_one_incident_until_somebody_looks_after_all_of_it() {
        alerts.raise(rule, "source:meta", Level.CRITICAL, 0L, "pagerduty", "test");
        alerts.raise(rule, "source:google_ads", Level.CRITICAL, 0L, "pagerduty", "test");
        alerts.send();
        List<String> both = RestAssured.get("/api/alerts?limit=2").jsonPath().getList("items.id");
        assertThat(incidents("trigger")).hasSize(1);

        acknowledge(both.get(0), "{}").statusCode(200);
        alerts.send();
        assertThat(incidents("acknowledge")).as("the other still waits").isEmpty();
        acknowledge(both.get(1), "{}").statusCode(200);
        alerts.send();

        assertThat(incidents("acknowledge")).isEqualTo(incidents("trigger"));
        assertThat(channel.told)
                .extracting(Message::event)
                .containsExactly(Event.RAISED, Event.ACKNOWLEDGED, Event.ACKNOWLEDGED);
    }

    @Test
    void what_is_acknowledged_before_it_is_told_is_not_told() {
        alerts.raise(rule, "service", Level.WARNING, 30L, "test");
        String id = one().extract().path("items[0].id");
        acknowledge(id, "").statusCode(200);
        change("UPDATE alerts SET raised_at = raised_at - interval '31 minutes' WHERE rule = ?", rule);

        alerts.send();

        assertThat(channel.told).isEmpty();
        one().body("items[0].messages[0].detail", startsWith("acknowledged before"));
    }

    @Test
    void what_failed_at_first_is_not_told_any_more_when_somebody_looks_after_it() {
        channel.failing = new ActionFailed.Temporary("is down", null, null);
        alerts.raise(rule, "service", Level.CRITICAL, 0L, "test");
        alerts.send();
        channel.failing = null;

        acknowledge(one().extract().path("items[0].id"), "").statusCode(200);
        dueNow();
        alerts.send();

        assertThat(channel.told)
                .as("the first try may have arrived")
                .extracting(Message::event)
                .containsExactly(Event.ACKNOWLEDGED);
        one().body("items[0].messages.find {it.channel == 'test'}.status", equalTo("failed"))
                .body("items[0].messages.find {it.channel == 'test'}.detail", startsWith("acknowledged before"));
    }

    @Test
    void that_somebody_looks_after_it_is_told_after_what_is_being_sent() {
        alerts.raise(rule, "service", Level.CRITICAL, 0L, "test");
        changeMessages("attempts = 1, sending = true, next_attempt_at = now() + interval '1 minute'");
        acknowledge(one().extract().path("items[0].id"), "").statusCode(200);
        alerts.send();
        assertThat(channel.told).isEmpty();
        one().body("items[0].messages.find {it.channel == 'test'}.status", equalTo("ready"));

        dueNow();
        alerts.send();

        assertThat(channel.told)
                .as("its sender was not heard of again")
                .extracting(Message::event)
                .containsExactly(Event.ACKNOWLEDGED);
    }

    @Test
    void a_channel_that_fails_is_tried_again_and_one_that_refuses_is_not() {
        channel.failing = new ActionFailed.Temporary("asks to be left alone", Duration.ofHours(2), null);
        alerts.raise(rule, "service", Level.WARNING, null, "test", "slack");
        alerts.send();
        assertThat(slack()).as("the others are told all the same").hasSize(1);
        one().body("items[0].messages.find {it.channel == 'test'}.status", equalTo("ready"))
                .body("items[0].messages.find {it.channel == 'test'}.detail", equalTo("asks to be left alone"));
        assertThat(count("SELECT count(*) FROM alert_messages m JOIN alerts a ON a.id = m.alert_id WHERE a.rule = ?"
                        + " AND m.next_attempt_at > now() + interval '1 hour'"))
                .isOne();

        channel.failing = new ActionFailed.Permanent("no such channel", null);
        dueNow();
        alerts.send();
        one().body("items[0].messages.find {it.channel == 'test'}.status", equalTo("failed"))
                .body("items[0].messages.find {it.channel == 'test'}.attempts", equalTo(2));
    }

    @Test
    void a_channel_that_nobody_knows_does_not_stop_the_others() {
        alerts.raise(rule, "service", Level.WARNING, null, "pigeon", "test");

        alerts.send();

        assertThat(channel.told).hasSize(1);
        one().body("items[0].messages.find {it.channel == 'pigeon'}.detail", equalTo("There is no channel 'pigeon'"));
    }

    @Test
    void a_message_whose_sender_died_is_sent_when_the_lease_is_over() {
        alerts.raise(rule, "service", Level.WARNING, null, "test");
        changeMessages("attempts = 1, sending = true, next_attempt_at = now() + interval '1 minute'");
        alerts.send();
        assertThat(channel.told).isEmpty();

        dueNow();
        alerts.send();

        assertThat(channel.told).hasSize(1);
    }

    @Test
    void wrong_questions_are_refused() {
        RestAssured.get("/api/alerts?level=loud").then().statusCode(422);
        RestAssured.get("/api/alerts/nope").then().statusCode(404);
        RestAssured.get("/api/alerts/" + UUID.randomUUID()).then().statusCode(404);
        acknowledge(UUID.randomUUID().toString(), "{}").statusCode(404);
        alerts.raise(rule, "service", Level.WARNING, null, "test");
        acknowledge(one().extract().path("items[0].id"), "{\"comment\":\"" + "x".repeat(2_001) + "\"}")
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/comment"));
    }

    /** A run in which the rule tells of so many campaigns. */
    private UUID runThatTells(String teller, int campaigns) {
        UUID run = null;
        for (int i = 0; i < campaigns; i++) {
            UUID action = actions.written(
                    Subject.campaign("meta", "1", "told-" + UUID.randomUUID()),
                    new Action.Notify(Level.INFO, "look"),
                    "allowed",
                    teller);
            run = run == null
                    ? UUID.fromString(text("SELECT run_id::text FROM optimization_actions WHERE id = ?", action))
                    : run;
            change("UPDATE optimization_actions SET run_id = ? WHERE id = ?", run, action);
        }
        return Objects.requireNonNull(run);
    }

    private void dueNow() {
        changeMessages("next_attempt_at = now() - interval '1 second'");
    }

    private void changeMessages(String to) {
        change("UPDATE alert_messages SET " + to + " WHERE alert_id IN (SELECT id FROM alerts WHERE rule = ?)", rule);
    }

    /** Alerts that nobody else raised. */
    private ValidatableResponse one() {
        return RestAssured.get("/api/alerts?limit=1").then().statusCode(200);
    }

    private static ValidatableResponse acknowledge(String id, String body) {
        return RestAssured.given()
                .contentType("application/json")
                .body(body)
                .post("/api/alerts/" + id + "/acknowledge")
                .then();
    }

    private static List<String> slack() {
        return bodies("/slack/api/chat.postMessage");
    }

    private static List<String> pagerDuty() {
        return bodies("/pagerduty/v2/enqueue");
    }

    /** The keys of the incidents that PagerDuty was told so of, in turn. */
    private static List<String> incidents(String action) {
        return pagerDuty().stream()
                .map(JsonPath::from)
                .filter(event -> event.getString("event_action").equals(action))
                .map(event -> event.getString("dedup_key"))
                .toList();
    }

    private static List<String> bodies(String uri) {
        return RestAssured.get("/sandbox/requests").jsonPath().getList("findAll {it.uri == '" + uri + "'}.body");
    }

    private void change(String sql, Object... values) {
        Sql.using(database, "preparing", sqls -> sqls.run(sql, values));
    }

    private long count(String sql) {
        return Sql.using(database, "counting", sqls -> sqls.count(sql, rule));
    }

    private String text(String sql, Object value) {
        return Sql.using(database, "reading", sqls -> sqls.find(sql, row -> row.getString(1), value))
                .orElseThrow();
    }
}
