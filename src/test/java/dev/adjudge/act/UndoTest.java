package dev.adjudge.act;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Undo from end to end: asked for over HTTP, done on the simulated platforms over HTTP, where people change things too. */
@QuarkusTest
class UndoTest {

    private static final Subject CAMPAIGN = Subject.campaign("meta", "1010123456789", "120210000000010009");
    private static final String ON_THE_PLATFORM = "/sandbox/meta/v25.0/" + CAMPAIGN.id();

    @Inject
    Actions actions;

    private Instant start = Instant.EPOCH;
    private String operator = "";

    @BeforeEach
    void begin() {
        actions.restore(CAMPAIGN);
        start = Instant.now();
        operator = Actions.key("operator");
        byHand("status", "ACTIVE");
        byHand("daily_budget", "20000");
    }

    @AfterEach
    void restore() {
        actions.restore(CAMPAIGN);
    }

    @Test
    void brings_back_a_campaign_and_its_budget() {
        UUID raised = done(actions.allowed(CAMPAIGN, Actions.budget("200", "240")));
        UUID paused = done(actions.allowed(CAMPAIGN, Actions.pause()));
        live("PAUSED", "24000");

        UUID resumed = undo(paused);
        UUID lowered = undo(raised);

        assertThat(actions.end(resumed).status()).isEqualTo("done");
        assertThat(actions.end(lowered).status()).isEqualTo("done");
        live("ACTIVE", "20000");
        given().get("/api/actions/" + paused)
                .then()
                .body("status", equalTo("undone"))
                .body("undoneBy", equalTo(resumed.toString()));
        given().get("/api/actions/" + lowered)
                .then()
                .body("kind", equalTo("change_budget"))
                .body("undoes", equalTo(raised.toString()));
    }

    @Test
    void is_refused_as_drifted_after_somebody_changed_it_on_the_platform() {
        UUID raised = done(actions.allowed(CAMPAIGN, Actions.budget("200", "240")));
        byHand("daily_budget", "30000");

        post(raised, "undo")
                .then()
                .statusCode(409)
                .body("detail", containsString("refused as drifted: somebody changed it since"))
                .body("detail", containsString("300"));

        live("ACTIVE", "30000");
        given().get("/api/actions/" + raised)
                .then()
                .body("status", equalTo("done"))
                .body("undoneBy", nullValue());
    }

    @Test
    void of_an_undo_does_again_what_was_undone() {
        UUID paused = done(actions.allowed(CAMPAIGN, Actions.pause()));
        UUID resumed = done(undo(paused));

        UUID again = done(undo(resumed));

        live("PAUSED", "20000");
        given().get("/api/actions/" + again)
                .then()
                .body("kind", equalTo("pause"))
                .body("undoes", equalTo(resumed.toString()));
        given().get("/api/actions/" + resumed).then().body("status", equalTo("undone"));
        post(paused, "undo").then().statusCode(409).body("detail", containsString("is undone"));
        assertThat(actions.writes(CAMPAIGN, start)).endsWith("status=paused", "status=active", "status=paused");
    }

    @Test
    void is_refused_of_what_somebody_else_had_done_already() {
        done(actions.allowed(CAMPAIGN, Actions.pause()));
        UUID already = done(actions.allowed(CAMPAIGN, Actions.pause()));

        post(already, "undo").then().statusCode(409).body("detail", containsString("found what it wanted as it was"));

        live("PAUSED", "20000");
    }

    private UUID done(UUID id) {
        assertThat(actions.end(id))
                .satisfies(row -> assertThat(row.status()).as(row.outcome()).isEqualTo("done"));
        return id;
    }

    private UUID undo(UUID id) {
        return UUID.fromString(post(id, "undo").then().statusCode(200).extract().path("id"));
    }

    private Response post(UUID id, String step) {
        return given().contentType("application/json")
                .header("Authorization", operator)
                .body("{}")
                .post("/api/actions/" + id + "/" + step);
    }

    /** As somebody does in Meta's own pages. */
    private static void byHand(String field, String value) {
        given().formParam(field, value).post(ON_THE_PLATFORM).then().statusCode(200);
    }

    private static void live(String status, String budget) {
        given().queryParam("fields", "status,daily_budget")
                .get(ON_THE_PLATFORM)
                .then()
                .body("status", equalTo(status))
                .body("daily_budget", equalTo(budget));
    }
}
