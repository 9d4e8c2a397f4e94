package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is out of the ordinary is counted from what was written down, put before the alert table and told of once, until there is news. */
@QuarkusTest
class AlertWatchTest {

    private static final Duration A_WHILE = Duration.ofSeconds(10);

    @Inject
    AlertWatch watch;

    @Inject
    Actions actions;

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    @Inject
    Clock clock;

    private final String name = "watched-" + UUID.randomUUID();

    @AfterEach
    void leaveNothingBehind() {
        change("DELETE FROM optimization_actions WHERE account_id = ?", name);
        change("DELETE FROM decisions WHERE account_id = ?", name);
        change("DELETE FROM campaigns WHERE account_id = ?", name);
        change("DELETE FROM runs WHERE requested_by = ?", name);
    }

    @Test
    void passwords_refused_in_a_row_are_told_of_once_a_day_in_the_audit_log_and_kept() {
        makeUser();
        signIn("wrong", 4);
        watch.look();
        assertThat(alerts("user:" + name)).as("four are nobody's business").isEmpty();

        signIn("wrong", 1);
        watch.look();
        watch.look();

        JsonNode alerts = alerts("user:" + name);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/entry/after/rule").asText()).isEqualTo("Refused Sign-ins in a Row");
        assertThat(alerts.at("/0/entry/after/count").asInt()).isEqualTo(5);
        assertThat(alerts.at("/0/entry/reason").asText()).startsWith("5 sign-ins in a row were refused");
        assertThat(alerts.at("/0/entry/actor").asText()).isEqualTo("service");
        assertThat(count("SELECT count(*) FROM alerts WHERE subject = ? AND level = 'warning' AND release_id > 0"
                        + " AND channels = '{slack,email}' AND escalate_after = interval '30 minutes'"))
                .isOne();
    }

    @Test
    void who_signs_in_at_last_had_only_mistyped() {
        makeUser();
        signIn("wrong", 3);
        signIn("right-and-long-enough", 1);
        signIn("wrong", 3);

        watch.look();

        assertThat(alerts("user:" + name)).isEmpty();
    }

    @Test
    void a_key_used_from_another_network_than_before_is_told_of() {
        String key = given().contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"roles\":[\"auditor\"]}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        withKey(key).get("/api/runs").then().statusCode(200);
        await().atMost(A_WHILE)
                .until(() ->
                        1 == count("SELECT count(*) FROM key_networks WHERE actor = ? AND network = '127.0.0.0/24'"));
        watch.look();
        assertThat(alerts("key:" + name + "@127.0.0.0/24"))
                .as("the first network of a key is no news")
                .isEmpty();

        change(
                "INSERT INTO key_networks (actor, network, first_seen) VALUES (?, '2001:db8:1::/48', ?)",
                "key:" + name,
                clock.instant().minus(Duration.ofDays(3)));
        watch.look();

        JsonNode alerts = alerts("key:" + name + "@127.0.0.0/24");
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/entry/after/rule").asText()).isEqualTo("Key From a New Network");
    }

    @Test
    void an_account_on_which_is_acted_far_more_than_before_is_told_of() {
        Instant now = clock.instant();
        makeRun(now, 1_000);
        act(150, now.minus(Duration.ofDays(11)));
        act(29, now.minus(Duration.ofHours(2)));
        watch.look();
        assertThat(alerts("account:meta:" + name)).isEmpty();

        act(21, now.minus(Duration.ofHours(1)));
        watch.look();

        JsonNode alerts = alerts("account:meta:" + name);
        assertThat(alerts).isNotEmpty();
        assertThat(alerts.at("/0/entry/after/rule").asText()).isEqualTo("Unusual Number of Actions");
        assertThat(alerts.at("/0/entry/after/count").asInt()).isEqualTo(50);
    }

    @Test
    void a_rule_that_suddenly_matches_ten_times_as_many_is_told_of() {
        Instant later = clock.instant().plus(Duration.ofDays(1));
        for (int i = 0; i < 14; i++) {
            fire(makeRun(later.plusSeconds(i), 1_000), 2);
        }
        fire(makeRun(later.plusSeconds(100), 500), 10);
        fire(makeRun(later.plusSeconds(200), 500), 1); // a run after it doesn't hide it

        watch.look();

        JsonNode alerts = alerts("rule:Rule of " + name);
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/entry/after/rule").asText()).isEqualTo("Rule Fires Ten Times as Often");
        assertThat(alerts.at("/0/entry/reason").asText())
                .isEqualTo("The rule matched 10 campaigns, 10.00 times the usual 1");
    }

    @Test
    void what_a_later_run_of_the_day_notifies_of_is_told_too() {
        notifyOf("a");
        watch.look();
        notifyOf("b");
        notifyOf("c");

        watch.look();
        watch.look();

        JsonNode alerts = alerts("rule:Rule of " + name);
        assertThat(alerts).hasSize(3);
        assertThat(alerts.at("/0/entry/after/rule").asText()).isEqualTo("Rule Raises the Alarm");
    }

    private void notifyOf(String campaign) {
        actions.written(
                Subject.campaign("meta", name, campaign + name),
                new Action.Notify(Action.Level.CRITICAL, "look"),
                "allowed",
                "Rule of " + name);
    }

    private void makeUser() {
        given().contentType("application/json")
                .body("{\"name\":\"" + name + "\",\"roles\":[\"analyst\"],\"password\":\"right-and-long-enough\"}")
                .post("/api/users")
                .then()
                .statusCode(201);
    }

    private void signIn(String password, int times) {
        for (int i = 0; i < times; i++) {
            given().noFilters()
                    .redirects()
                    .follow(false)
                    .header("Sec-Fetch-Site", "same-origin")
                    .formParam("name", name)
                    .formParam("password", password)
                    .post("/sign-in");
        }
    }

    private static RequestSpecification withKey(String key) {
        return given().noFilters().header("Authorization", "ApiKey " + key);
    }

    private UUID makeRun(Instant at, int subjects) {
        UUID run = UUID.randomUUID();
        change(
                "INSERT INTO runs (id, status, trigger, as_of, dry_run, count_subjects, created_at, requested_by)"
                        + " VALUES (?, 'completed', 'requested', '2026-01-01', false, ?, ?, ?)",
                run,
                subjects,
                at,
                name);
        return run;
    }

    private void fire(UUID run, int times) {
        change(
                "UPDATE runs SET facts = jsonb_build_object('rules', jsonb_build_object(?::text, ?::bigint)) WHERE id = ?",
                "Rule of " + name,
                times,
                run);
    }

    private void decide(UUID run, int subjects, String rule) {
        change("""
                INSERT INTO decisions (id, run_id, subject_kind, platform, account_id, subject_id, release_id, facts, verdicts, created_at)
                SELECT gen_random_uuid(), r.id, 'campaign', 'meta', r.requested_by, 'c' || i, (SELECT max(id) FROM releases), '{}',
                       jsonb_build_array(jsonb_build_object('rule', ?::text)), r.created_at
                FROM runs r, generate_series(1, ?) i WHERE r.id = ?""", rule, subjects, run);
    }

    private void act(int times, Instant at) {
        UUID run = makeRun(at, 1_000);
        decide(run, times, "Rule of " + name);
        change(
                "INSERT INTO campaigns (platform, campaign_id, account_id, name, currency) VALUES ('meta', ?, ?, 'x', 'EUR') ON CONFLICT DO NOTHING",
                name,
                name);
        change("""
                INSERT INTO optimization_actions (id, subject_id, platform, account_id, rule_id, decision_id, run_id, action_type, action_details,
                    reason, performance_snapshot, service_time_met, action_taken, status, next_attempt_at, created_at, finished_at)
                SELECT gen_random_uuid(), d.account_id, 'meta', d.account_id, (SELECT id FROM optimization_rules LIMIT 1), d.id, d.run_id, 'pause', '{}',
                       'x', '{}', true, true, 'done', d.created_at, d.created_at, d.created_at
                FROM decisions d WHERE d.run_id = ?""", run);
    }

    private JsonNode alerts(String subject) {
        String answer = given().queryParam("kind", "alert.raised")
                .queryParam("subject", subject)
                .get("/api/audit")
                .asString();
        try {
            return json.readTree(answer).path("items");
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }

    private long count(String query) {
        String about = query.contains("key_networks") ? "key:" + name : "user:" + name;
        return Sql.using(database, "looking", sql -> sql.count(query, about));
    }

    private void change(String statement, Object... values) {
        Sql.using(database, "preparing", sql -> sql.run(statement, values));
    }
}
