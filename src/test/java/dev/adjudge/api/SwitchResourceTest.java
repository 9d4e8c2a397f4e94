package dev.adjudge.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.adjudge.act.Actions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SwitchResourceTest {

    private static final String SCOPE = "account:klaviyo:an/account";

    @Inject
    Actions actions;

    @BeforeEach
    void there_is_a_campaign() {
        actions.change(
                "INSERT INTO campaigns (platform, campaign_id, account_id, name, currency) VALUES ('klaviyo', 'of an/account',"
                        + " 'an/account', 'a campaign', 'USD') ON CONFLICT DO NOTHING");
    }

    @AfterEach
    void turn_off() {
        put(SCOPE, "{\"on\":false}").statusCode(200);
    }

    @Test
    void is_turned_on_with_a_reason_and_off_without() {
        get().body("on", equalTo(false)).body("reason", nullValue());

        put(SCOPE, "{\"on\":true,\"reason\":\"audit\"}")
                .statusCode(200)
                .body("scope", equalTo(SCOPE))
                .body("on", equalTo(true))
                .body("reason", equalTo("audit"))
                .body("setAt", notNullValue());
        given().get("/api/switches").then().statusCode(200).body("items.scope", hasItem(SCOPE));

        put(SCOPE, "{\"on\":false}").statusCode(200).body("on", equalTo(false));
        given().get("/api/switches").then().body("items.scope", not(hasItem(SCOPE)));
    }

    @Test
    void asks_for_the_reason() {
        put(SCOPE, "{\"on\":true,\"reason\":\" \"}").statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        get().body("on", equalTo(false));
    }

    @Test
    void asks_for_on_or_off() {
        put(SCOPE, "{\"reason\":\"audit\"}").statusCode(422).body("errors[0].pointer", equalTo("/on"));
        put(SCOPE, "").statusCode(org.hamcrest.Matchers.oneOf(400, 422));
    }

    @Test
    void refuses_what_is_no_scope_and_says_what_is() {
        for (String scope : new String[] {"everything", "platform:", "account:meta", "kind:hug", "rule:"}) {
            put(scope, "{\"on\":true,\"reason\":\"audit\"}")
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("detail", containsString("'" + scope + "' is not a scope"));
        }
    }

    @Test
    void refuses_what_covers_nothing() {
        for (String scope : new String[] {"platform:zzz", "account:facebok:1", "rule:high cpl pause"}) {
            put(scope, "{\"on\":true,\"reason\":\"audit\"}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("scope"));
        }
    }

    @Test
    void refuses_an_account_that_has_nothing_and_says_which_do() {
        for (String account : new String[] {"act_an/account", "an/accuont", "AN/ACCOUNT"}) {
            put("account:klaviyo:" + account, "{\"on\":true,\"reason\":\"audit\"}")
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("scope"))
                    .body("detail", containsString("in an account '" + account + "'; accounts there are "));
        }
        put("account:google_ads:an/account", "{\"on\":true,\"reason\":\"audit\"}")
                .statusCode(422);
    }

    @Test
    void knows_the_accounts_of_comments_too() {
        String page = UUID.randomUUID().toString();
        put("account:facebook:" + page, "{\"on\":true,\"reason\":\"audit\"}").statusCode(422);
        actions.change(
                "INSERT INTO social_media_items (platform, account_id, object_id, object_type, created_time, erased_at) VALUES ('facebook', ?, ?,"
                        + " 'comment', now(), now())",
                page,
                page);

        put("account:facebook:" + page, "{\"on\":true,\"reason\":\"audit\"}").statusCode(200);

        put("account:facebook:" + page, "{\"on\":false}").statusCode(200);
        actions.change("DELETE FROM social_media_items WHERE object_id = ?", page);
    }

    private static ValidatableResponse put(String scope, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/api/switches/{scope}", scope)
                .then();
    }

    private static ValidatableResponse get() {
        return given().get("/api/switches/{scope}", SCOPE).then().statusCode(200);
    }
}
