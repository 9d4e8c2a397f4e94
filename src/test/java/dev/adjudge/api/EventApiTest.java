package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventApiTest {

    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    @Test
    void answers_a_request_with_a_response_of_the_same_subject() {
        send(event("", CampaignInputs.json()))
                .statusCode(200)
                .contentType(startsWith(EVENT))
                .body("specversion", equalTo("1.0"))
                .body("type", equalTo("DecisionResponse"))
                .body("subject", equalTo("the campaign"))
                .body("id", not(equalTo("1")))
                .body("source", equalTo("/dmn/Campaign%20Optimization"))
                .body("kogitodmnmodelname", equalTo("Campaign Optimization"))
                .body("data.Proposals.rule", hasItem("High CPL Pause"))
                .body("data.campaign.platform", equalTo("meta"));
    }

    @Test
    void answers_in_full_or_with_the_decisions_alone() {
        send(event("\"kogitodmnfullresultset\":true,", CampaignInputs.json()))
                .body("type", equalTo("DecisionResponseFull"))
                .body("data.modelName", equalTo("Campaign Optimization"))
                .body("data.decisionResults.decisionName", hasItems("Proposals", "Service Gate"))
                .body("data.matchedRules.ruleIndex", hasItem(1));
        Response alone = send(event("\"kogitodmnfilteredctx\":true,", CampaignInputs.json()))
                .body("type", equalTo("DecisionResponse"))
                .extract()
                .response();
        assertThat(alone.jsonPath().getMap("data")).containsKeys("Proposals").doesNotContainKey("campaign");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "/specversion | \"specversion\":\"1.0\" | \"specversion\":\"0.3\"",
                "/id | \"id\":\"1\" | \"id\":\"\"",
                "/source | \"source\":\"test\" | \"source\":\"a b\"",
                "/source | \"source\":\"test\" | \"source\":7",
                "/type | DecisionRequest | DecisionResponse",
                "/time | \"subject\" | \"time\":\"noon\",\"subject\"",
                "/datacontenttype | \"subject\" | \"datacontenttype\":\"text/xml\",\"subject\"",
                "/subject | \"the campaign\" | [1]",
                "/kogitodmnmodelname | Campaign Optimization | No Such Model",
                "/kogitodmnmodelnamespace | \"subject\" | \"kogitodmnmodelnamespace\":\"urn:x\",\"subject\"",
                "/kogitodmnevaldecision | \"subject\" | \"kogitodmnevaldecision\":\"No Service\",\"subject\"",
                "/kogitodmnfullresultset | \"subject\" | \"kogitodmnfullresultset\":\"yes\",\"subject\"",
                "/data | \"data\": | \"data\":null,\"data2\":",
                "/data/windows | \"windows\" | \"wind\"",
                "/data/windows/d7/spend | \"d7\":{\"days\":7,\"spend\":612.40 | \"d7\":{\"days\":7,\"spend\":\"much\"",
            })
    void says_what_is_wrong_with_an_event(String pointer, String part, String other) {
        String wrong = event("", CampaignInputs.json()).replace(part, other);

        send(wrong)
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("errors.pointer", hasItem(pointer));
    }

    @Test
    void answers_each_of_a_batch_and_says_which_it_could_not() {
        String good = event("", CampaignInputs.json());
        String bad = good.replace("Campaign Optimization", "No Such Model");

        given().config(asItIs())
                .contentType(BATCH)
                .body("[" + good + "," + bad + ",7," + good + "]")
                .post("/events")
                .then()
                .parser(BATCH, io.restassured.parsing.Parser.JSON)
                .statusCode(200)
                .body(
                        "type",
                        equalTo(java.util.List.of(
                                "DecisionResponse",
                                "DecisionResponseError",
                                "DecisionResponseError",
                                "DecisionResponse")))
                .body("[1].data.status", equalTo(422))
                .body("[1].subject", equalTo("the campaign"));
    }

    @Test
    void refuses_what_is_no_event_at_all() {
        assertThat(send("[]").extract().statusCode()).isEqualTo(422);
        assertThat(send("{").extract().statusCode()).isEqualTo(400);
        assertThat(send("").extract().statusCode()).isEqualTo(400);
        assertThat(given().contentType("text/plain").body("a").post("/events").statusCode())
                .isEqualTo(415);
        assertThat(given().config(asItIs())
                        .contentType(BATCH)
                        .body("{}")
                        .post("/events")
                        .statusCode())
                .isEqualTo(422);
        assertThat(given().contentType(ContentType.JSON)
                        .accept(ContentType.JSON)
                        .body(event("", CampaignInputs.json()))
                        .post("/events")
                        .statusCode())
                .isEqualTo(200);
    }

    private static ValidatableResponse send(String event) {
        return given().config(asItIs())
                .contentType(EVENT)
                .body(event)
                .post("/events")
                .then()
                .parser(EVENT, io.restassured.parsing.Parser.JSON);
    }

    private static RestAssuredConfig asItIs() {
        return RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(EVENT, ContentType.TEXT)
                        .encodeContentTypeAs(BATCH, ContentType.TEXT)
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false));
    }

    private static String event(String more, String data) {
        return """
                {"specversion":"1.0","id":"1","source":"test","type":"DecisionRequest","subject":"the campaign",%s\
                "kogitodmnmodelname":"Campaign Optimization","data":%s}\
                """.formatted(more, data);
    }
}
