package dev.adjudge.rules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.SignedIn;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a draft to what decides, and back, as an analyst and a publisher do it over HTTP. */
@QuarkusTest
class ReleaseLifeTest {

    private static final String CPL_CELL = "_proposals_high_cpl_pause_in2";

    /** Its cost per lead is 48: too much for no rule as shipped, whose threshold is 50. */
    private static final String COSTING_48 = """
            {"campaign": {"platform": "meta", "accountId": "a1", "campaignId": "c1", "dailyBudget": 100, "startDate": "2026-01-01"},
             "windows": {"d7": {"spend": 480, "impressions": 48210, "clicks": 690, "conversions": 10, "revenue": 1000},
                         "d14": {"impressions": 90000}}}""";

    @Inject
    LiveRules rules;

    @Inject
    ReleaseStore store;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    private String analyst = "";
    private String publisher = "";
    private long shipped;

    @BeforeEach
    void remember_what_is_live() {
        shipped = rules.live().ref().id();
        analyst = key("analyst");
        publisher = key("publisher");
    }

    @AfterEach
    void make_it_live_again() {
        if (rules.live().ref().id() != shipped) {
            step(publisher, shipped, "rollback").then().statusCode(200);
        }
        assertThat(rules.live().ref().id()).isEqualTo(shipped);
    }

    @Test
    void who_has_nothing_to_add_sends_nothing() throws Exception {
        long draft = draft("Pause above 45");
        for (String step : List.of("check", "submit", "publish")) {
            int status = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/releases/"
                                            + draft + "/" + step))
                                    .header("Authorization", SignedIn.AUTHORIZATION)
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            assertThat(status).as(step).isIn(200, 409);
        }
    }

    @Test
    void a_threshold_is_changed_checked_approved_by_another_person_published_and_rolled_back() {
        assertThat(decided()).isEqualTo(shipped + ": ");
        long draft = draft("Pause above 45");
        edit(draft, "> 45.25").then().statusCode(204);
        step(analyst, draft, "check")
                .then()
                .statusCode(200)
                .body("problems.findAll { it.severity != 'info' }", equalTo(List.of()));
        as(analyst)
                .get("/api/releases/" + draft + "/diff")
                .then()
                .statusCode(200)
                .body("from", equalTo((int) shipped))
                .body("files.path", contains(Edited.RULES, "dmn/tests/campaign-optimization.csv"))
                .body("rules.rule", contains("High CPL Pause"))
                .body("rules[0].change", equalTo("changed"))
                .body("rules[0].words", containsString("whose CPL over 7 days is above 45.25"))
                .body("rules[0].changes", contains(Map.of("part", "CPL, 7 days", "from", "> 50", "to", "> 45.25")));
        step(publisher, draft, "publish").then().statusCode(409).body("detail", containsString("draft"));

        step(analyst, draft, "submit")
                .then()
                .statusCode(200)
                .body("state", equalTo("in_review"))
                .body("hash", notNullValue());
        edit(draft, "> 1").then().statusCode(409).body("detail", containsString("fixed"));
        step(publisher, draft, "publish").then().statusCode(409);
        step(analyst, draft, "approve").then().statusCode(403);
        step(publisher, draft, "approve").then().statusCode(200).body("state", equalTo("approved"));
        assertThat(decided()).isEqualTo(shipped + ": ");
        step(publisher, draft, "publish")
                .then()
                .statusCode(200)
                .body("state", equalTo("live"))
                .body("liveSince", notNullValue());

        assertThat(decided()).isEqualTo(draft + ": High CPL Pause");
        as(analyst)
                .get("/api/releases")
                .then()
                .statusCode(200)
                .body("items.find { it.id == " + shipped + " }.state", equalTo("retired"));
        step(publisher, shipped, "rollback").then().statusCode(200).body("state", equalTo("live"));
        assertThat(decided()).isEqualTo(shipped + ": ");
        assertThat(audited(draft))
                .containsExactly(
                        "release.drafted",
                        "release.file_changed",
                        "release.file_changed",
                        "release.submitted",
                        "release.approved",
                        "release.live");
        given().queryParam("subject", "release:" + shipped)
                .queryParam("kind", "release.live")
                .get("/api/audit")
                .then()
                .body("items[0].entry.before.release", equalTo((int) draft))
                .body("items[0].entry.actor", containsString("publisher"));
    }

    @Test
    void nobody_approves_what_they_made_changed_or_submitted() {
        String both = key("analyst", "publisher");
        String other = key("analyst", "publisher");
        long draft = draft(both, "By one who may everything");
        edit(other, draft, "> 44.25").then().statusCode(204);
        step(publisher, draft, "submit").then().statusCode(200);

        for (String hand : List.of(both, other, publisher)) {
            step(hand, draft, "approve").then().statusCode(403).body("detail", containsString("somebody else"));
        }

        step(key("publisher"), draft, "approve").then().statusCode(200);
        step(key("publisher"), draft, "retire").then().statusCode(200).body("state", equalTo("retired"));
        step(publisher, draft, "publish").then().statusCode(409);
        step(publisher, draft, "rollback").then().statusCode(409).body("detail", containsString("never live"));
    }

    @Test
    void an_admin_is_bound_by_four_eyes_too() {
        long draft = given().contentType("application/json")
                .body(Map.of("from", shipped, "title", "By an admin"))
                .post("/api/releases")
                .jsonPath()
                .getLong("id");
        edit(draft, "> 43.25").then().statusCode(204);
        step(analyst, draft, "submit").then().statusCode(200);

        given().post("/api/releases/" + draft + "/approve").then().statusCode(403);

        step(publisher, draft, "retire").then().statusCode(200);
    }

    @Test
    void what_is_wrong_is_told_at_its_place_and_stops_the_draft() {
        long draft = draft("With mistakes");
        edit(draft, "> fifty").then().statusCode(204);
        as(analyst)
                .contentType("text/plain")
                .body("package rules.guardrails;\nimport java.io.File;\nrule \"Reads\" when then end\n")
                .put("/api/releases/" + draft + "/files/rules/guardrails/reads.drl")
                .then()
                .statusCode(204);

        Response checked = step(analyst, draft, "check");

        checked.then()
                .statusCode(200)
                .body("problems.severity", hasItems("error"))
                .body("problems.find { it.code == 'feel' }.file", equalTo(Edited.RULES))
                .body("problems.find { it.code == 'feel' }.row", notNullValue())
                .body("problems.find { it.code == 'feel' }.column", equalTo("CPL, 7 days"))
                .body("problems.find { it.code == 'fence' }.file", equalTo("rules/guardrails/reads.drl"))
                .body("problems.find { it.code == 'fence' }.line", equalTo(2));
        step(analyst, draft, "submit")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItems(Edited.RULES, "rules/guardrails/reads.drl"));
        assertThat(decided()).isEqualTo(shipped + ": ");
        as(analyst)
                .get("/api/releases/" + draft + "/diff")
                .then()
                .statusCode(200)
                .body("rules", nullValue());
        step(analyst, draft, "retire").then().statusCode(200);
    }

    @Test
    void a_warning_is_told_with_its_name_and_stops_the_draft_until_somebody_says_that_they_know() {
        long draft = draft("Thin data");
        edit(draft, "> 46.25").then().statusCode(204);
        edit(
                        analyst,
                        draft,
                        Edited.RULES,
                        Edited.cells("_proposals_high_cpl_pause_in6", "-", "_proposals_high_cpl_pause_in7", "-"))
                .then()
                .statusCode(204);
        edit(analyst, draft, "dmn/tests/campaign-optimization.csv", csv -> csv.replace("meta,80,", "google_ads,80,")
                        .replace("meta,50,", "meta,1,"))
                .then()
                .statusCode(204);

        step(analyst, draft, "check")
                .then()
                .body("problems.find { it.severity == 'warning' }.name", equalTo("thin_data:High CPL Pause"))
                .body("problems.find { it.severity == 'warning' }.rule", equalTo("High CPL Pause"))
                .body("problems.find { it.severity == 'warning' }.row", equalTo(1));
        step(analyst, draft, "submit")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("thin_data:High CPL Pause"));
        as(analyst)
                .contentType("application/json")
                .body("{\"acknowledge\":[\"thin_data:High CPL Pause\"]}")
                .post("/api/releases/" + draft + "/submit")
                .then()
                .statusCode(200)
                .body("state", equalTo("in_review"))
                .body("acknowledged", contains("thin_data:High CPL Pause"));

        step(publisher, draft, "retire").then().statusCode(200);
    }

    @Test
    void a_test_that_fails_stops_the_draft_and_shows_why() {
        long draft = draft("Pause above 60");
        edit(analyst, draft, Edited.RULES, Edited.cell(CPL_CELL, "> 60")).then().statusCode(204);

        step(analyst, draft, "check")
                .then()
                .body("problems.find { it.code == 'test' }.file", equalTo("dmn/tests/campaign-optimization.csv"))
                .body("problems.find { it.code == 'test' }.line", equalTo(2))
                .body("problems.find { it.code == 'test' }.column", equalTo("expected.Proposals.rule"))
                .body(
                        "problems.find { it.code == 'test' }.message",
                        containsString("expected High CPL Pause, got nothing"));
        step(analyst, draft, "submit").then().statusCode(422);

        edit(analyst, draft, "dmn/tests/campaign-optimization.csv", csv -> csv.replace("meta,50.01,", "meta,60.01,")
                        .replace("meta,60,1.2,", "meta,61,1.2,"))
                .then()
                .statusCode(204);
        step(analyst, draft, "check").then().body("problems.findAll { it.severity == 'error' }", equalTo(List.of()));
        step(analyst, draft, "retire").then().statusCode(200);
    }

    @Test
    void two_who_edit_one_file_do_not_overwrite_each_other() {
        long draft = draft("By two");
        String address = "/api/releases/" + draft + "/files/" + Edited.RULES;
        String tag = as(analyst).get(address).header("ETag");
        RequestSpecification first = as(analyst).contentType("application/xml").header("If-Match", tag);
        first.body("<first/>").put(address).then().statusCode(204);

        as(analyst)
                .header("If-Match", tag)
                .body("<second/>")
                .put(address)
                .then()
                .statusCode(412);
        as(analyst).body("<second/>").put(address).then().statusCode(412).body("detail", containsString("missing"));
        as(analyst).header("If-Match", tag).delete(address).then().statusCode(412);
        as(analyst)
                .header("If-Match", tag)
                .body("x")
                .put("/api/releases/" + draft + "/files/dmn/none.dmn")
                .then()
                .statusCode(412);

        String now = as(analyst)
                .get(address)
                .then()
                .body(equalTo("<first/>"))
                .extract()
                .header("ETag");
        as(analyst).header("If-Match", now).delete(address).then().statusCode(204);
        as(analyst).get(address).then().statusCode(404);
        step(analyst, draft, "retire").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dmn/..%2f..%2fetc/passwd.dmn",
                "/etc/passwd",
                "dmn/x.drl",
                "rules/x.dmn",
                "rules/x.sh",
                "other/x.dmn",
                "dmn/.hidden.dmn",
                "dmn/a/b/c/d/e/f/g.dmn",
                "dmn/x%0ay.dmn",
                "dmn/x%5c..%5cy.dmn",
                "dmn/",
            })
    void no_path_leads_out_of_the_folders_of_rules(String path) {
        long draft = draft("Paths");

        Response answer =
                as(analyst).urlEncodingEnabled(false).body("<x/>").put("/api/releases/" + draft + "/files/" + path);

        assertThat(answer.statusCode()).isIn(400, 403, 404, 405, 422);
        assertThat(files(draft)).isEqualTo(files(shipped));
        step(analyst, draft, "retire").then().statusCode(200);
    }

    @Test
    void a_file_that_is_no_text_or_too_large_or_one_too_many_is_refused() {
        long draft = draft("Sizes");
        String address = "/api/releases/" + draft + "/files/dmn/new.dmn";

        as(analyst)
                .body(new byte[] {(byte) 0xff, (byte) 0xfe})
                .put(address)
                .then()
                .statusCode(400);
        as(analyst).body("a\0b").put(address).then().statusCode(422);
        as(analyst).body(" ".repeat(1_000_001)).put(address).then().statusCode(422);
        assertThat(files(draft)).isEqualTo(files(shipped));
        as(analyst)
                .body("\uFEFF<x>\r\n</x>".getBytes(StandardCharsets.UTF_8))
                .put(address)
                .then()
                .statusCode(204);
        as(analyst).get(address).then().body(equalTo("<x>\n</x>"));
        step(analyst, draft, "retire").then().statusCode(200);
    }

    @Test
    void a_draft_without_a_change_is_not_submitted() {
        long draft = draft("Nothing new");

        step(analyst, draft, "submit").then().statusCode(409).body("detail", containsString("release " + shipped));

        step(analyst, draft, "retire").then().statusCode(200);
    }

    @Test
    void what_is_missing_or_wrong_is_said() {
        as(analyst)
                .contentType("application/json")
                .body("{}")
                .post("/api/releases")
                .then()
                .statusCode(422);
        as(analyst)
                .contentType("application/json")
                .body("{\"from\":999999,\"title\":\"x\"}")
                .post("/api/releases")
                .then()
                .statusCode(404);
        as(analyst)
                .contentType("application/json")
                .body(Map.of("from", shipped, "title", " "))
                .post("/api/releases")
                .then()
                .statusCode(422);
        as(analyst).get("/api/releases/none").then().statusCode(404);
        as(analyst).get("/api/releases/999999").then().statusCode(404);
        as(analyst).get("/api/releases/" + shipped + "/diff?with=x").then().statusCode(422);
        as(analyst)
                .get("/api/releases/" + shipped + "/files/dmn/none.dmn")
                .then()
                .statusCode(404);
        step(publisher, shipped, "retire").then().statusCode(409);
    }

    @Test
    void nothing_but_what_is_live_acts_and_a_draft_is_not_asked() {
        long draft = approved("> 42");
        as(analyst)
                .contentType("application/json")
                .header("Prefer", "wait=60")
                .body(Map.of("dryRun", true, "releaseId", draft))
                .post("/api/runs")
                .then()
                .statusCode(200)
                .body("releaseId", equalTo((int) draft))
                .body("status", equalTo("completed"));

        given().contentType("application/json")
                .body(Map.of("releaseId", draft))
                .post("/api/runs")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/releaseId"));

        as(analyst).get("/dmn?release=" + draft).then().statusCode(200);
        step(publisher, draft, "retire").then().statusCode(200);
        long unfinished = draft("Still changes");
        as(analyst).get("/dmn?release=" + unfinished).then().statusCode(409);
        step(analyst, unfinished, "retire").then().statusCode(200);
    }

    @Test
    void is_published_at_its_time_by_itself() {
        long later = approved("> 41");
        publishAt(later, clock.instant().minusSeconds(1).toString()).then().statusCode(422);
        publishAt(later, "2999-01-01T00:00:00Z").then().statusCode(422);

        publishAt(later, clock.instant().plusMillis(1_500).toString())
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .body("publishAt", notNullValue());

        await().atMost(Duration.ofSeconds(10)).until(() -> rules.live().ref().id() == later);
        assertThat(decided()).isEqualTo(later + ": High CPL Pause");
        assertThat(audited(later)).contains("release.scheduled", "release.live");
    }

    @Test
    void what_another_replica_publishes_is_live_here_within_two_seconds() {
        long there = approved("> 40");

        store.goLive(there, rules.release(there).rules(), Release.State.APPROVED, Caller.SERVICE);

        await().atMost(Duration.ofSeconds(2)).until(() -> rules.live().ref().id() == there);
        assertThat(decided()).isEqualTo(there + ": High CPL Pause");
    }

    @Test
    void no_answer_fails_or_mixes_two_releases_while_they_change() throws Exception {
        long strict = approved("> 39");
        step(publisher, strict, "publish").then().statusCode(200);
        AtomicBoolean over = new AtomicBoolean();
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        List<Thread> askers = IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> {
                    while (!over.get()) {
                        answers.add(decided());
                    }
                }))
                .toList();
        askers.forEach(Thread::start);

        for (int i = 0; i < 10; i++) {
            for (long next : List.of(shipped, strict)) {
                step(publisher, next, "rollback").then().statusCode(200);
                assertThat(decided()).startsWith(next + ":");
            }
        }

        over.set(true);
        for (Thread asker : askers) {
            asker.join();
        }
        assertThat(answers)
                .hasSizeGreaterThan(100)
                .containsOnly(shipped + ": ", strict + ": High CPL Pause")
                .contains(shipped + ": ", strict + ": High CPL Pause");
    }

    @Test
    void files_that_somebody_changed_behind_its_back_are_not_compiled() {
        long tampered = approved("> 38");
        sql(
                "UPDATE release_files SET content = content || ' ' WHERE release_id = ? AND path = 'dmn/alert-routing.dmn'",
                tampered);

        assertThatThrownBy(() -> store.files(tampered)).hasMessageContaining("not those that were submitted");

        step(publisher, tampered, "retire").then().statusCode(200);
    }

    @Test
    void a_rule_is_switched_off_and_on_again() {
        as(analyst)
                .get("/api/rules")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("High CPL Pause", "Unusual Number of Actions"))
                .body("items.find { it.name == 'High CPL Pause' }.owner", equalTo("media-buying"))
                .body("items.find { it.name == 'High CPL Pause' }.conditions", hasKey("CPL, 7 days"))
                .body(
                        "items.find { it.name == 'High CPL Pause' }.words",
                        containsString("Pause a campaign on meta whose"))
                .body("items.find { it.name == 'High CPL Pause' }.active", equalTo(true));
        RequestSpecification operator = as(key("operator")).contentType("application/json");

        operator.body("{\"active\":false}")
                .put("/api/rules/High CPL Pause/active")
                .then()
                .statusCode(422);
        operator.body("{\"active\":false,\"reason\":\"tracking is broken\"}")
                .put("/api/rules/High CPL Pause/active")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        as(analyst).get("/api/switches/rule:High CPL Pause").then().body("reason", equalTo("tracking is broken"));
        operator.body("{\"active\":true}")
                .put("/api/rules/High CPL Pause/active")
                .then()
                .statusCode(200)
                .body("active", equalTo(true));
        operator.body("{\"active\":true}").put("/api/rules/None/active").then().statusCode(404);
        operator.body("{}").put("/api/rules/High CPL Pause/active").then().statusCode(422);
    }

    /** The release that decided, and the rules that matched. */
    private String decided() {
        JsonPath answer = as(analyst)
                .contentType("application/json")
                .body(COSTING_48)
                .post("/api/decide/campaign")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> matched = answer.getList("verdicts.rule");
        return answer.getLong("release.id") + ": " + String.join(", ", matched);
    }

    /** Another one each time: the same files are the same release. */
    private long approved(String threshold) {
        long draft = draft("Threshold " + threshold);
        edit(draft, threshold + "." + ThreadLocalRandom.current().nextInt(1_000_000))
                .then()
                .statusCode(204);
        step(analyst, draft, "submit").then().statusCode(200);
        step(publisher, draft, "approve").then().statusCode(200);
        return draft;
    }

    private long draft(String title) {
        return draft(analyst, title);
    }

    private long draft(String key, String title) {
        return as(key).contentType("application/json")
                .body(Map.of("from", shipped, "title", title))
                .post("/api/releases")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/releases/"))
                .body("state", equalTo("draft"))
                .extract()
                .jsonPath()
                .getLong("id");
    }

    private Response edit(long draft, String threshold) {
        return edit(analyst, draft, threshold);
    }

    /** Another threshold, and tests that allow it. */
    private Response edit(String key, long draft, String threshold) {
        Response edited = edit(key, draft, Edited.RULES, Edited.cell(CPL_CELL, threshold));
        if (edited.statusCode() == 204) {
            edit(key, draft, "dmn/tests/campaign-optimization.csv", csv -> csv.replace("meta,50,,", "meta,1,,")
                            .replace("meta,40,", "meta,1,"))
                    .then()
                    .statusCode(204);
        }
        return edited;
    }

    private static Response edit(String key, long draft, String path, UnaryOperator<String> change) {
        String address = "/api/releases/" + draft + "/files/" + path;
        Response file = as(key).get(address);
        return as(key).contentType("text/plain; charset=UTF-8")
                .header("If-Match", file.header("ETag"))
                .body(change.apply(file.asString()))
                .put(address);
    }

    private Response publishAt(long release, String at) {
        return as(publisher)
                .contentType("application/json")
                .body(Map.of("at", at))
                .post("/api/releases/" + release + "/publish");
    }

    private static Response step(String key, long release, String step) {
        return as(key).contentType("application/json").post("/api/releases/" + release + "/" + step);
    }

    private Map<String, Integer> files(long release) {
        return as(analyst).get("/api/releases/" + release).jsonPath().getMap("files");
    }

    /** Oldest first. */
    private static List<String> audited(long release) {
        List<String> kinds = given().queryParam("subject", "release:" + release)
                .get("/api/audit")
                .jsonPath()
                .getList("items.entry.kind");
        return IntStream.rangeClosed(1, kinds.size())
                .mapToObj(i -> kinds.get(kinds.size() - i))
                .toList();
    }

    private static RequestSpecification as(String key) {
        return given().noFilters().header("Authorization", key);
    }

    private static String key(String... roles) {
        return "ApiKey "
                + given().contentType("application/json")
                        .body(Map.of(
                                "name",
                                String.join("-", roles) + "-" + UUID.randomUUID(),
                                "roles",
                                Stream.of(roles).toList()))
                        .post("/api/keys")
                        .path("key");
    }

    private void sql(String statement, Object... values) {
        Sql.using(database, "preparing", sql -> sql.run(statement, values));
    }
}
