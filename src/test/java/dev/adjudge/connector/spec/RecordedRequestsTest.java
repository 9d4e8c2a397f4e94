package dev.adjudge.connector.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.act.Actions;
import dev.adjudge.act.RaisedAlerts;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Action.Level;
import dev.adjudge.decision.Subject;
import dev.adjudge.ingest.ItemSource;
import dev.adjudge.run.Looks;
import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the connectors really send is what the platforms' own descriptions take. */
@QuarkusTest
class RecordedRequestsTest {

    private static final Subject META = Subject.campaign("meta", "1010123456789", "120210000000010005");
    private static final Subject GOOGLE = Subject.campaign("google_ads", "4441112222", "21000000003");

    @Inject
    Actions actions;

    @Inject
    RaisedAlerts alerts;

    @Inject
    Looks looks;

    @Inject
    @All
    List<ItemSource> items;

    @BeforeEach
    void forget() {
        RestAssured.delete("/sandbox/requests").then().statusCode(204);
    }

    @AfterEach
    void restore() {
        actions.restore(META);
        actions.restore(GOOGLE);
        actions.change(
                "DELETE FROM sandbox.items WHERE user_id LIKE 'meta-test%' OR user_id IN ('61550001000001', '17841400000000001')");
    }

    @Test
    void klaviyo() throws IOException {
        pull("klaviyo");

        check("/klaviyo", new OpenApiSpec("klaviyo/stable.json"), 28 + 4);
    }

    @Test
    void meta() throws IOException {
        pull("meta");
        act(META, Actions.pause());
        actions.restore(META);
        act(META, Actions.budget("300", "310"));

        check("/meta", new MetaSpec(), 1 + 2 + 2 + 3 + 3);
    }

    @Test
    void meta_s_social_side() throws Exception {
        for (ItemSource source : items) {
            source.pullItems(Instant.now().minus(Duration.ofDays(3)), item -> {});
            String account = source.platform().equals("facebook") ? "61550001000001" : "17841400000000001";
            Subject comment = Subject.item(source.platform(), account, written(source.platform(), "comment"));
            act(comment, new Action.Hide(Action.VISIBLE));
            act(comment, new Action.Unhide(Action.HIDDEN));
            act(comment, new Action.Reply("Yes."));
            act(comment, new Action.DeleteReply("Yes.", null));
            act(comment, new Action.Delete(Action.VISIBLE));
            Subject message = Subject.item(source.platform(), account, written(source.platform(), "message"));
            act(message, new Action.Reply("Hello."));
        }
        act(
                Subject.item("instagram", "17841400000000001", written("instagram", "mention")),
                new Action.Reply("Thank you."));

        check("/meta", new MetaSpec(), 2 * (2 * 3 + 3 + 3 + 3 + 4 + 2 + 4) + 3);
    }

    /** Somebody writes something. */
    private static String written(String platform, String type) {
        String id = RestAssured.given()
                .contentType("application/json")
                .body(Map.of(
                        "platform",
                        platform,
                        "objectType",
                        type,
                        "userId",
                        "meta-test-2",
                        "userName",
                        "T",
                        "text",
                        "?"))
                .post("/sandbox/meta/comments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return id;
    }

    @Test
    void google_ads() throws IOException {
        pull("google_ads");
        act(GOOGLE, Actions.pause());
        actions.restore(GOOGLE);
        act(GOOGLE, Actions.budget("400", "410"));

        check("/googleads", new GoogleSpec(), 1 + 4 + 5 + 3 + 3);
    }

    @Test
    void slack_and_pagerduty() throws IOException {
        String rule = "recorded " + UUID.randomUUID();
        alerts.raise(rule, "service", Level.CRITICAL, 0L, "slack", "pagerduty");
        alerts.send();
        String id = RestAssured.get("/api/alerts?limit=1").path("items[0].id");
        RestAssured.given()
                .contentType("application/json")
                .post("/api/alerts/" + id + "/acknowledge")
                .then()
                .statusCode(200);
        alerts.send();

        check("/slack", new SlackSpec(), 1);
        check("/pagerduty", new OpenApiSpec("pagerduty/events-v2-openapiv3.json"), 2);
    }

    @Test
    void notion() throws IOException {
        Subject subject = Subject.campaign("pretend", "1", "recorded-" + UUID.randomUUID());
        actions.change("UPDATE optimization_actions SET status = 'expired' WHERE status = 'held'");
        for (String table : List.of("board_pages", "board_looks", "sandbox.notion_pages")) {
            actions.change("DELETE FROM " + table);
        }
        actions.change("UPDATE sandbox.notion_sources SET properties = '{\"Name\": \"title\"}'");
        UUID id = actions.held(subject, Actions.pause());
        looks.atBoards(); // finds out that its properties are gone
        looks.atBoards();
        String pages = "/sandbox/notion/people/anna@example.com/pages/";
        String page = RestAssured.given()
                .header("Notion-Version", "2025-09-03")
                .contentType("application/json")
                .body("{\"filter\": {\"property\": \"Action\", \"rich_text\": {\"equals\": \"" + id + "\"}}}")
                .post("/sandbox/notion/v1/data_sources/5a4db0c5-0000-4000-8000-00000000a001/query")
                .path("results[0].id");
        RestAssured.given()
                .contentType("application/json")
                .body("{\"properties\": {\"Status\": {\"select\": {\"name\": \"Approved\"}}}}")
                .patch(pages + page)
                .then()
                .statusCode(200);
        looks.atBoards();
        actions.change("UPDATE board_pages SET page = NULL WHERE subject = ?", id.toString());
        looks.atBoards();

        List<Asked> asked = check("/notion/v1", new OpenApiSpec("notion/notion-openapi.json"), 10);
        assertThat(asked.stream()
                        .map(one -> one.method() + " " + one.path().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "GET /v1/data_sources/ID",
                        "PATCH /v1/data_sources/ID",
                        "GET /v1/databases/ID",
                        "POST /v1/data_sources/ID/query",
                        "POST /v1/pages",
                        "PATCH /v1/pages/ID",
                        "GET /v1/pages/ID",
                        "GET /v1/users/ID");
        assertThat(asked).allSatisfy(one -> assertThat(one.headers()).containsEntry("notion-version", "2025-09-03"));
    }

    @Test
    void databox() throws IOException {
        act(Subject.campaign("pretend", "1", "recorded-" + UUID.randomUUID()), Actions.pause());
        actions.change(
                "UPDATE optimization_actions SET finished_at = finished_at - interval '1 day' WHERE platform = 'pretend'");
        looks.pushKpis();

        List<Asked> asked = check("/databox", new OpenApiSpec("databox/openapi.yaml"), 1);
        assertThat(asked).allSatisfy(one -> assertThat(one.headers())
                .containsEntry("accept", "application/vnd.databox.v2+json"));
    }

    /** Descriptions that take anything would say nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            klaviyo   | GET  | /klaviyo/api/campaign                     |
            klaviyo   | GET  | /klaviyo/api/campaigns                    |
            klaviyo   | GET  | /klaviyo/api/metrics?page=2               |
            klaviyo   | POST | /klaviyo/api/campaign-values-reports      | {"data": {"type": "campaign-values-report", "attributes": {"statistics": ["open"]}}}
            meta      | GET  | /meta/v25.0/act_1/insight                 |
            meta      | GET  | /meta/v25.0/act_1/campaigns?fields=budget |
            meta      | GET  | /meta/v2.0/act_1/campaigns                |
            meta      | POST | /meta/v25.0/123                           | daily_budget=12.50
            meta      | POST | /meta/v25.0/123                           | budget=1250
            meta      | GET  | /meta/v25.0/615/feed?fields=comments.sort(up){id} |
            meta      | GET  | /meta/v25.0/615/feed?fields=comments{text} |
            meta      | GET  | /meta/v25.0/615/feed?fields=comments.filter(all){id} |
            meta      | GET  | /meta/v25.0/1790/comments?fields=message  |
            meta      | POST | /meta/v25.0/1_2                           | hide=true
            meta      | POST | /meta/v25.0/1780                          | is_hidden=true
            meta      | POST | /meta/v25.0/1780/comments                 | message=a
            meta      | POST | /meta/v25.0/615/messages                  | message={}
            meta      | DELETE | /meta/v25.0/1_2/comments                |
            googleads | POST | /googleads/v25/customers/1/campaigns:mutate | {"operations": [], "partial": true}
            slack     | POST | /slack/api/chat.postMessages              | {}
            slack     | POST | /slack/api/chat.postMessage               | {"channel": "#a", "texts": "b"}
            pagerduty | POST | /pagerduty/v2/enqueue                     | {"routing_key": "x", "event_action": "open"}
            notion    | POST | /notion/v1/databases/1/query              | {}
            notion    | POST | /notion/v1/pages                          | {"properties": {}}
            notion    | POST | /notion/v1/pages                          | {"parent": {"database": "1"}, "properties": {}}
            notion    | POST | /notion/v1/data_sources/1/query           | {"page_size": "many"}
            notion    | PATCH | /notion/v1/pages/1                       | {"properties": []}
            databox   | POST | /databox/datum                            | []
            databox   | POST | /databox/data                             | {"key": "a", "value": 1}
            databox   | POST | /databox/data                             | [{"key": "a", "value": "1"}]
            googleads | POST | /googleads/v25/customers/1/campaigns:set  | {}
            googleads | POST | /googleads/v25/customers/1/campaigns:mutate | {"operations": [{"updateMask": "state", "update": {"resourceName": "x", "state": "PAUSED"}}]}
            googleads | POST | /googleads/v25/customers/1/campaignBudgets:mutate | {"operations": [{"updateMask": "amountMicros", "update": {"resourceName": "x", "amountMicros": 1}}]}
            googleads | POST | /googleads/v25/customers/1/googleAds:searchStream | {"query": "SELECT campaign.cost FROM campaign"}
            """)
    void what_a_platform_does_not_take_is_found(String platform, String method, String uri, String body)
            throws IOException {
        Map<String, String> headers = Map.of(
                "content-type",
                platform.equals("klaviyo") ? "application/vnd.api+json" : "application/json",
                "revision",
                "2026-07-15");

        assertThat(spec(platform).problems(new Asked("", method, uri, headers, body == null ? "" : body)))
                .isNotEmpty();
    }

    private static Spec spec(String platform) throws IOException {
        return switch (platform) {
            case "klaviyo" -> new OpenApiSpec("klaviyo/stable.json");
            case "meta" -> new MetaSpec();
            case "slack" -> new SlackSpec();
            case "notion" -> new OpenApiSpec("notion/notion-openapi.json");
            case "databox" -> new OpenApiSpec("databox/openapi.yaml");
            case "pagerduty" -> new OpenApiSpec("pagerduty/events-v2-openapiv3.json");
            default -> new GoogleSpec();
        };
    }

    private void pull(String source) {
        String batch = RestAssured.given()
                .contentType("application/json")
                .post("/api/ingest/" + source)
                .then()
                .statusCode(202)
                .extract()
                .header("Location");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !RestAssured.get(batch).path("status").equals("running"));
    }

    private void act(Subject subject, Action action) {
        UUID id = actions.allowed(subject, action);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> actions.row(id).status().equals("done"));
    }

    private static List<Asked> check(String platform, Spec spec, int least) throws IOException {
        List<Asked> all = new JsonMapper()
                .readValue(RestAssured.get("/sandbox/requests").asByteArray(), new TypeReference<List<Asked>>() {});
        List<Asked> requests = all.stream()
                .filter(one ->
                        one.uri().startsWith(platform + "/") && !one.uri().startsWith("/meta/comments"))
                .toList();
        List<String> problems = new ArrayList<>();
        for (Asked request : requests) {
            for (String problem : spec.problems(request)) {
                problems.add(request.method() + " " + request.uri() + ": " + problem);
            }
        }
        assertThat(problems).isEmpty();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(least);
        return requests;
    }
}
