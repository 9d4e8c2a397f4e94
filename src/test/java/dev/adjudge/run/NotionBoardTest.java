package dev.adjudge.run;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.act.Actions;
import dev.adjudge.act.Switches;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.security.Role;
import dev.adjudge.platform.security.Users;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is held, and which rules decide, in the simulated Notion, over HTTP: shown there and answered there. */
@QuarkusTest
class NotionBoardTest {

    private static final String APPROVALS = "5a4db0c5-0000-4000-8000-00000000a001";
    private static final String RULES = "5a4db0c5-0000-4000-8000-00000000a002";
    private static final String ANNA = "anna@example.com";
    private static final String BEN = "ben@example.com";
    private static final String NOBODY_OF_OURS = "chloe@example.com";
    private static final String PROGRAM =
            UUID.nameUUIDFromBytes("notion another program".getBytes()).toString();

    @Inject
    BoardMirror mirror;

    @Inject
    Actions actions;

    @Inject
    Switches switches;

    @Inject
    Users users;

    @Inject
    Weather weather;

    @Inject
    OneReplica replicas;

    @Inject
    DataSource database;

    @BeforeEach
    void begin() {
        CircuitBreakerMaintenance.get().resetAll();
        change("UPDATE optimization_actions SET status = 'expired' WHERE status = 'held'");
        change("DELETE FROM board_looks");
        forget("action");
        is("notion-anna", Role.OPERATOR);
        is("notion-ben", Role.ANALYST);
    }

    /** Pages of rules are many, and change nothing where only what is held is looked at. */
    private void forget(String kind) {
        change(
                "DELETE FROM sandbox.notion_pages p USING sandbox.notion_sources s WHERE s.id = p.source_id AND s.title = ?",
                kind.equals("action") ? "Approvals" : "Rules");
        change("DELETE FROM board_pages WHERE kind = ?", kind);
    }

    @AfterEach
    void end() {
        weather.clear();
        switches.states().forEach(state -> switches.turnOff(state.scope(), Caller.SERVICE));
        CircuitBreakerMaintenance.get().resetAll();
    }

    // ---------------------------------------------------------------------------------------------- what is held

    @Test
    void what_is_held_is_a_page_with_all_that_somebody_needs_to_answer() {
        UUID id = actions.held(aCampaign(), Actions.budget("40", "50"));

        mirror.look();

        JsonPath page = page(id);
        assertThat(text(page, "Name", "title"))
                .contains("change_budget campaign pretend:")
                .contains("High CPL Pause");
        assertThat(status(page)).isEqualTo("Held");
        assertThat(text(page, "Change")).isEqualTo("40 → 50");
        assertThat(text(page, "Reason")).startsWith("CPL 68.04 is above 50");
        assertThat(text(page, "Rule")).isEqualTo("High CPL Pause");
        assertThat(text(page, "Approver")).isEqualTo("operator");
        assertThat(page.getString("properties.Deadline.date.start")).startsWith("20");
        assertThat(page.getString("properties.Link.url")).endsWith("/api/actions/" + id);
    }

    @Test
    void looking_again_makes_no_other_page_and_changes_nothing() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        String before = page(id).prettify();

        mirror.look();
        mirror.look();

        assertThat(pages(id)).hasSize(1);
        assertThat(page(id).prettify()).isEqualTo(before);
    }

    @Test
    void a_page_whose_maker_died_before_remembering_it_is_found_again() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        change("UPDATE board_pages SET page = NULL, state = NULL, shown = NULL WHERE subject = ?", id.toString());

        mirror.look();

        assertThat(pages(id)).hasSize(1);
        approve(id, ANNA);
        mirror.look();
        assertThat(end(id)).isEqualTo("done");
    }

    @Test
    void a_page_is_made_once_when_the_answer_to_making_it_can_not_be_read() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        weather.storm("garbled", "POST /sandbox/notion/v1/pages", 1);

        mirror.look();
        assertThat(pages(id)).hasSize(1);
        health(containsString("failing since"));
        mirror.look();

        assertThat(pages(id)).hasSize(1);
        assertThat(one("SELECT page FROM board_pages WHERE subject = ?", id.toString()))
                .isEqualTo(pages(id).get(0));
        health(containsString("up to date at"));
    }

    @Test
    void a_page_that_was_begun_and_is_not_needed_any_more_is_not_made() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        change(
                "INSERT INTO board_pages (board, kind, subject, shown_at) VALUES ('notion', 'action', ?, now())",
                id.toString());
        change("UPDATE optimization_actions SET status = 'expired' WHERE id = ?", id);

        mirror.look();

        assertThat(pages(id)).isEmpty();
        assertThat(one("SELECT count(*)::text FROM board_pages WHERE subject = ?", id.toString()))
                .isEqualTo("0");
    }

    @Test
    void one_replica_looks_at_a_time() {
        UUID id = actions.held(aCampaign(), Actions.pause());

        assertThat(replicas.does("board notion", mirror::look)).isTrue();
        assertThat(pages(id)).as("pages made while another replica was at it").isEmpty();
        mirror.look();

        assertThat(pages(id)).hasSize(1);
    }

    @Test
    void hundreds_are_made_and_answered_in_batches() {
        List<UUID> ids = new ArrayList<>();
        IntStream.range(0, 230).forEach(i -> ids.add(actions.held(aCampaign(), Actions.pause())));

        mirror.look();
        assertThat(one("SELECT count(*)::text FROM board_pages WHERE kind = 'action'"))
                .isEqualTo("100");
        mirror.look();
        mirror.look();

        assertThat(one(
                        "SELECT count(DISTINCT properties -> 'Action')::text || ' of ' || count(*) FROM sandbox.notion_pages"
                                + " WHERE source_id = '" + APPROVALS + "'"))
                .isEqualTo("230 of 230");
        approve(ids.get(229), ANNA);
        approve(ids.get(0), ANNA);
        mirror.look();
        assertThat(end(ids.get(229))).isEqualTo("done");
        assertThat(end(ids.get(0))).isEqualTo("done");
    }

    @Test
    void what_ends_here_ends_there() {
        UUID rejected = actions.held(aCampaign(), Actions.pause());
        UUID expired = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        given().contentType("application/json")
                .body("{\"comment\":\"it is the launch week\"}")
                .post("/api/actions/" + rejected + "/reject")
                .then()
                .statusCode(200);
        change(
                "UPDATE optimization_actions SET status = 'expired', outcome = '{\"detail\": \"Nobody answered\"}' WHERE id = ?",
                expired);

        mirror.look();

        assertThat(status(page(rejected))).isEqualTo("Rejected");
        assertThat(text(page(rejected), "Answer")).contains("key:bootstrap").contains("launch week");
        assertThat(status(page(expired))).isEqualTo("Expired");
        assertThat(text(page(expired), "Answer")).isEqualTo("Expired. Nobody answered");
    }

    @Test
    void a_page_that_somebody_deleted_is_left_alone() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        edit(ANNA, pages(id).get(0), "{\"in_trash\": true}");
        given().contentType("application/json").body("{\"comment\":\"no\"}").post("/api/actions/" + id + "/reject");

        mirror.look();
        mirror.look();

        assertThat(pages(id)).isEmpty();
        health(containsString("up to date at"));
    }

    // ---------------------------------------------------------------------------------------------- answers

    @Test
    void what_somebody_approves_there_is_approved_here_by_the_user_that_they_are() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        edit(
                ANNA,
                pages(id).get(0),
                "{\"properties\": {\"Status\": {\"select\": {\"name\": \"Approved\"}}, \"Comment\":"
                        + " {\"rich_text\": [{\"text\": {\"content\": \"agreed with Ben\"}}]}}}");

        mirror.look();

        assertThat(end(id)).isEqualTo("done");
        given().get("/api/actions/" + id)
                .then()
                .body("approval.decidedBy", equalTo("user:notion-anna"))
                .body("approval.comment", equalTo("agreed with Ben"));
        given().queryParam("kind", "action.approved")
                .queryParam("origin", "notion")
                .get("/api/audit")
                .then()
                .body("items[0].entry.actor", equalTo("user:notion-anna"))
                .body("items[0].entry.after.action", equalTo(id.toString()));
        mirror.look();
        assertThat(status(page(id))).isEqualTo("Done");
        assertThat(text(page(id), "Answer")).contains("decided by user:notion-anna: agreed with Ben");
        mirror.look();
        assertThat(audited(id)).containsOnlyOnce("action.approved").containsOnlyOnce("action.done");
    }

    @Test
    void who_rejects_there_says_why() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        answer(id, ANNA, "Rejected");
        mirror.look();
        assertThat(status(page(id))).isEqualTo("Held");
        assertThat(text(page(id), "Answer")).startsWith("Not rejected. A rejection says why");

        edit(
                ANNA,
                pages(id).get(0),
                "{\"properties\": {\"Status\": {\"select\": {\"name\": \"Rejected\"}}, \"Comment\":"
                        + " {\"rich_text\": [{\"text\": {\"content\": \"too early\"}}]}}}");
        mirror.look();

        assertThat(actions.row(id).status()).isEqualTo("rejected");
        assertThat(status(page(id))).isEqualTo("Rejected");
        assertThat(text(page(id), "Answer")).isEqualTo("Rejected by user:notion-anna.");
    }

    @Test
    void nobody_is_heard_whom_nobody_named() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, NOBODY_OF_OURS);

        mirror.look();

        stays(id, "Not heard: nobody said which user Chloe is");
        given().queryParam("kind", "board.refused")
                .get("/api/audit")
                .then()
                .body("items[0].entry.actor", containsString("notion:"))
                .body("items[0].entry.after.wanted", equalTo("approved"));
        approve(id, ANNA);
        mirror.look();
        assertThat(end(id)).isEqualTo("done");
    }

    @Test
    void a_program_is_not_heard() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, PROGRAM);

        mirror.look();

        stays(id, "Not heard: it was Another program, a program");
    }

    @Test
    void what_somebody_may_is_what_they_may_at_this_moment() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, BEN);
        mirror.look();
        stays(id, "Not heard: this needs the role operator or publisher, which user:notion-ben has not");

        is("notion-ben", Role.PUBLISHER);
        approve(id, BEN);
        mirror.look();
        stays(id, "Not approved. Action " + id + " waits for operator");

        users.change("notion-ben", Set.of(Role.OPERATOR), false);
        approve(id, BEN);
        mirror.look();
        stays(id, "Not heard: Ben is said to be the user notion-ben, who does not exist or is not active");

        is("notion-ben", Role.ADMIN);
        approve(id, BEN);
        mirror.look();
        assertThat(end(id)).isEqualTo("done");
    }

    @Test
    void only_who_edited_last_counts() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, ANNA);
        edit(NOBODY_OF_OURS, pages(id).get(0), "{\"properties\": {\"Comment\": {\"rich_text\": []}}}");

        mirror.look();

        stays(id, "Not heard: nobody said which user Chloe is");
    }

    @Test
    void what_no_longer_says_what_is_asked_is_not_answered() {
        UUID id = actions.held(aCampaign(), Actions.budget("40", "50"));
        mirror.look();
        edit(
                BEN,
                pages(id).get(0),
                "{\"properties\": {\"Change\": {\"rich_text\": [{\"text\": {\"content\": \"40 → 41\"}}]}}}");
        approve(id, ANNA);

        mirror.look();

        stays(id, "Not heard: this page no longer said what is asked");
        assertThat(text(page(id), "Change")).isEqualTo("40 → 50");
    }

    @Test
    void what_drifted_is_refused_and_says_so_there() {
        UUID id = actions.held(aCampaign(), new Action.Pause("ended"));
        mirror.look();
        approve(id, ANNA);

        mirror.look();

        assertThat(actions.row(id).status()).isEqualTo("failed");
        assertThat(status(page(id))).isEqualTo("Failed");
        assertThat(text(page(id), "Answer")).contains("is refused as drifted");
    }

    @Test
    void what_has_ended_is_not_answered_again() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, ANNA);
        mirror.look();
        assertThat(end(id)).isEqualTo("done");
        mirror.look();

        answer(id, ANNA, "Rejected");
        mirror.look();

        assertThat(actions.row(id).status()).isEqualTo("done");
        assertThat(status(page(id))).isEqualTo("Done");
        answer(id, ANNA, "Held");
        mirror.look();
        assertThat(status(page(id))).isEqualTo("Done");
        assertThat(text(page(id), "Answer")).startsWith("To answer, set the status to Approved or Rejected");
    }

    @Test
    void an_answer_that_was_heard_before_a_crash_is_not_heard_twice() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(id, ANNA);
        weather.storm("revoked", "PATCH /sandbox/notion/v1/pages", 1);
        mirror.look();
        assertThat(end(id)).isEqualTo("done");
        assertThat(status(page(id))).isEqualTo("Approved");

        mirror.look();

        assertThat(status(page(id))).isEqualTo("Done");
        assertThat(text(page(id), "Answer")).startsWith("Done (decided by user:notion-anna)");
        assertThat(audited(id)).containsOnlyOnce("action.approved").containsOnlyOnce("action.done");
    }

    @Test
    void an_answer_that_a_kill_switch_stops_says_so_there() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        switches.turnOn("platform:pretend", "audit of tracking", Caller.SERVICE);
        approve(id, ANNA);

        mirror.look();

        stays(id, "Not approved. The kill switch platform:pretend is on (audit of tracking)");
    }

    @Test
    void an_answer_waits_while_the_platform_can_not_be_looked_at_and_the_others_are_heard() {
        Subject meta = Subject.campaign("meta", "1010123456789", "120210000000010009");
        UUID waiting = actions.held(meta, Actions.pause());
        UUID other = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(waiting, ANNA);
        approve(other, ANNA);
        weather.storm("busy", "GET /sandbox/meta", 1);

        mirror.look();
        assertThat(actions.row(waiting).status()).isEqualTo("held");
        assertThat(status(page(waiting))).isEqualTo("Approved");
        assertThat(end(other)).isEqualTo("done");
        mirror.look();

        assertThat(end(waiting)).isEqualTo("done");
        actions.restore(meta);
    }

    @Test
    void whom_notion_does_not_describe_is_not_heard_and_stops_nobody_else() {
        UUID answered = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        approve(answered, ANNA);
        UUID later = actions.held(aCampaign(), Actions.pause());
        weather.storm("revoked", "GET /sandbox/notion/v1/users", 1);

        mirror.look();

        assertThat(actions.row(answered).status()).isEqualTo("held");
        assertThat(pages(later)).hasSize(1);
        approve(later, ANNA);
        mirror.look();
        assertThat(end(later)).isEqualTo("done");
    }

    @Test
    void a_copy_of_a_page_answers_nothing() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        mirror.look();
        change(
                "INSERT INTO sandbox.notion_pages (id, source_id, properties, created_by, created_time, last_edited_by, last_edited_time)"
                        + " SELECT gen_random_uuid(), source_id, properties || '{\"Status\": {\"select\": {\"name\": \"Approved\"}}}', created_by,"
                        + " created_time, '" + UUID.nameUUIDFromBytes(("notion " + ANNA).getBytes())
                        + "', last_edited_time FROM sandbox.notion_pages"
                        + " WHERE id = '" + pages(id).get(0) + "'");

        mirror.look();

        assertThat(actions.row(id).status()).isEqualTo("held");
    }

    @Test
    void nobody_but_an_admin_plays_a_person_of_the_sandbox() {
        given().noFilters()
                .contentType("application/json")
                .body("{}")
                .patch("/sandbox/notion/people/" + ANNA + "/pages/" + UUID.randomUUID())
                .then()
                .statusCode(401);
        given().auth()
                .none()
                .noFilters()
                .get("/sandbox/notion/v1/users/x")
                .then()
                .statusCode(400);
    }

    // ---------------------------------------------------------------------------------------------- outages

    @Test
    void while_notion_is_down_the_queue_is_kept_and_its_health_says_so() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        weather.storm("error", "", 1_000);
        mirror.look();
        health(containsString("failing since"));
        given().get("/q/health/ready").then().statusCode(200);

        weather.clear();
        CircuitBreakerMaintenance.get().resetAll();
        mirror.look();

        assertThat(pages(id)).hasSize(1);
        health(containsString("up to date at"));
    }

    @Test
    void a_busy_notion_is_left_alone_for_as_long_as_it_says() {
        UUID id = actions.held(aCampaign(), Actions.pause());
        weather.storm("busy", "POST /sandbox/notion/v1/pages", 1);
        long from = System.nanoTime();

        mirror.look();

        assertThat(System.nanoTime() - from).isGreaterThan(1_000_000_000L);
        assertThat(pages(id)).hasSize(1);
        health(containsString("up to date at"));
    }

    // ---------------------------------------------------------------------------------------------- rules

    @Test
    void each_rule_is_a_page_and_stays_one() {
        forget("rule");
        mirror.look();
        mirror.look();

        List<String> names = given().get("/api/rules").jsonPath().getList("items.name");
        assertThat(ruleNames()).containsExactlyInAnyOrderElementsOf(names);
        JsonPath page = rule("High CPL Pause");
        assertThat(page.getBoolean("properties.Active.checkbox")).isTrue();
        assertThat(text(page, "Owner")).isEqualTo("media-buying");
        assertThat(text(page, "Does")).startsWith("Pause");
        assertThat(page.getInt("properties.'Hits 30 days'.number")).isGreaterThanOrEqualTo(0);
    }

    @Test
    void who_may_switches_a_rule_there_and_what_is_switched_here_is_seen_there() {
        forget("rule");
        mirror.look();
        tick(ANNA, "High CPL Pause", false, "tracking is broken");
        mirror.look();

        given().get("/api/switches/rule:High CPL Pause")
                .then()
                .body("on", equalTo(true))
                .body("reason", equalTo("tracking is broken"));
        given().queryParam("kind", "switch.on")
                .queryParam("origin", "notion")
                .get("/api/audit")
                .then()
                .body("items[0].entry.actor", equalTo("user:notion-anna"));
        assertThat(text(rule("High CPL Pause"), "Answer")).startsWith("Switched off by user:notion-anna");

        given().contentType("application/json").body("{\"active\":true}").put("/api/rules/High CPL Pause/active");
        mirror.look();
        assertThat(rule("High CPL Pause").getBoolean("properties.Active.checkbox"))
                .isTrue();

        switches.turnOn("rule:High CPL Pause", "again", Caller.SERVICE);
        mirror.look();
        assertThat(rule("High CPL Pause").getBoolean("properties.Active.checkbox"))
                .isFalse();
        tick(ANNA, "High CPL Pause", true, "");
        mirror.look();
        given().get("/api/switches/rule:High CPL Pause").then().body("on", equalTo(false));
    }

    @Test
    void who_may_not_switch_a_rule_sees_it_set_back() {
        forget("rule");
        mirror.look();
        for (String person : List.of(BEN, NOBODY_OF_OURS, PROGRAM)) {
            tick(person, "High CPL Pause", false, "");
            mirror.look();
            assertThat(rule("High CPL Pause").getBoolean("properties.Active.checkbox"))
                    .as(person)
                    .isTrue();
            assertThat(text(rule("High CPL Pause"), "Answer")).startsWith("Not heard: ");
        }
        assertThat(switches.states()).isEmpty();
    }

    @Test
    void a_rule_that_was_dropped_is_inactive_there() {
        forget("rule");
        String name = "Notion Rule " + UUID.randomUUID();
        change(
                "INSERT INTO optimization_rules (rule_name, platform, rule_type, owner, description, file, release_id, updated_at, words)"
                        + " SELECT ?, platform, rule_type, owner, description, file, release_id, updated_at, words FROM optimization_rules"
                        + " WHERE rule_name = 'High CPL Pause'",
                name);
        mirror.look();
        assertThat(rule(name).getBoolean("properties.Active.checkbox")).isTrue();
        change("UPDATE optimization_rules SET is_active = false WHERE rule_name = ?", name);

        mirror.look();
        assertThat(rule(name).getBoolean("properties.Active.checkbox")).isFalse();
        tick(ANNA, name, true, "");
        mirror.look();

        assertThat(rule(name).getBoolean("properties.Active.checkbox")).isFalse();
        assertThat(text(rule(name), "Answer")).contains("no such rule any more");
    }

    // ---------------------------------------------------------------------------------------------- help

    private void is(String name, Role role) {
        if (users.byName(name).isEmpty()) {
            users.create(name, Set.of(role), null, "a test");
        }
        users.change(name, Set.of(role), true);
    }

    private static Subject aCampaign() {
        return Subject.campaign("pretend", "1", "notion-" + UUID.randomUUID());
    }

    private void approve(UUID id, String person) {
        answer(id, person, "Approved");
    }

    private void answer(UUID id, String person, String status) {
        edit(person, pages(id).get(0), "{\"properties\": {\"Status\": {\"select\": {\"name\": \"" + status + "\"}}}}");
    }

    private void tick(String person, String rule, boolean active, String comment) {
        String parts = comment.isEmpty() ? "" : "{\"text\": {\"content\": \"" + comment + "\"}}";
        edit(
                person,
                rule(rule).getString("id"),
                "{\"properties\": {\"Active\": {\"checkbox\": " + active + "}, \"Comment\": {\"rich_text\": [" + parts
                        + "]}}}");
    }

    private static void edit(String person, String page, String body) {
        given().contentType("application/json")
                .body(body)
                .patch("/sandbox/notion/people/" + person + "/pages/" + page)
                .then()
                .statusCode(200);
    }

    private void stays(UUID id, String answer) {
        assertThat(actions.row(id).status()).isEqualTo("held");
        assertThat(status(page(id))).isEqualTo("Held");
        assertThat(text(page(id), "Answer")).startsWith(answer);
    }

    private static List<String> pages(UUID id) {
        return query(APPROVALS, Map.of("property", "Action", "rich_text", Map.of("equals", id.toString())))
                .getList("results.id");
    }

    private static JsonPath page(UUID id) {
        return read(pages(id).get(0));
    }

    private static JsonPath rule(String name) {
        return read(query(RULES, Map.of("property", "Name", "title", Map.of("equals", name)))
                .getString("results[0].id"));
    }

    private static List<String> ruleNames() {
        return query(RULES, null).getList("results.collect { it.properties.Name.title[0].plain_text }");
    }

    private static JsonPath read(String page) {
        return given().header("Notion-Version", "2025-09-03")
                .get("/sandbox/notion/v1/pages/" + page)
                .jsonPath();
    }

    private static JsonPath query(String source, @Nullable Map<String, Object> filter) {
        return given().header("Notion-Version", "2025-09-03")
                .contentType("application/json")
                .body(filter == null ? Map.of() : Map.of("filter", filter))
                .post("/sandbox/notion/v1/data_sources/" + source + "/query")
                .jsonPath();
    }

    private static String status(JsonPath page) {
        return page.getString("properties.Status.select.name");
    }

    private static String text(JsonPath page, String property) {
        return text(page, property, "rich_text");
    }

    private static String text(JsonPath page, String property, String type) {
        return String.join("", page.<String>getList("properties.'" + property + "'." + type + ".plain_text"));
    }

    private static void health(org.hamcrest.Matcher<String> matcher) {
        given().get("/q/health/ready").then().body("checks.find {it.name == 'Boards'}.data.'notion action'", matcher);
    }

    private String end(UUID id) {
        await().atMost(Duration.ofSeconds(20)).until(() -> actions.row(id).finishedAt() != null);
        return actions.row(id).status();
    }

    private static List<String> audited(UUID id) {
        return given().get("/api/audit?limit=100")
                .jsonPath()
                .getList("items.entry.findAll { it.toString().contains('" + id + "') }.kind");
    }

    private void change(String sql, Object... values) {
        Sql.using(database, "preparing", sqls -> sqls.run(sql, values));
    }

    private String one(String sql, Object... values) {
        return Sql.using(database, "reading", sqls -> sqls.find(sql, row -> row.getString(1), values))
                .orElseThrow();
    }
}
