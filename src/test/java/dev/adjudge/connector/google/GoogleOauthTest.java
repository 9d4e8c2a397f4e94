package dev.adjudge.connector.google;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls are signed with access tokens that the simulated Google issues, and go on when it takes one back. */
@QuarkusTest
@TestProfile(GoogleOauthTest.WithRefreshToken.class)
class GoogleOauthTest {

    private static final Subject CAMPAIGN = Subject.campaign("google_ads", "4441112222", "21000000003");
    private static final Action PAUSE = new Action.Pause("active");

    /** The sandbox as Google, with credentials, and quick retries. */
    public static class WithRefreshToken implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String sandbox = "http://localhost:${quarkus.http.test-port}/sandbox";
            String ads = "quarkus.fault-tolerance.\"dev.adjudge.connector.google.GoogleAds\".retry.";
            return Map.of(
                    "adjudge.connector.google-ads.url",
                    sandbox + "/googleads",
                    "adjudge.connector.google-ads.token-url",
                    sandbox + "/google/token",
                    "adjudge.connector.google-ads.client-id",
                    "a-client",
                    "adjudge.connector.google-ads.client-secret",
                    "a-client-secret",
                    "adjudge.connector.google-ads.refresh-token",
                    "a-refresh-token",
                    ads + "delay",
                    "20",
                    ads + "delay-unit",
                    "millis",
                    ads + "jitter",
                    "5");
        }
    }

    @Inject
    GoogleActions google;

    @Inject
    GoogleTokens tokens;

    @Inject
    Actions actions;

    private final Instant start = Instant.now();

    @AfterEach
    void restore() {
        actions.restore(CAMPAIGN);
    }

    @Test
    void a_token_that_expired_or_was_revoked_is_renewed_and_the_call_repeated() throws Exception {
        assertThat(google.current(CAMPAIGN, PAUSE)).contains("active");
        String first = tokens.current().orElseThrow();
        assertThat(google.current(CAMPAIGN, PAUSE)).contains("active");
        assertThat(tokens.current()).contains(first);

        given().formParam("token", first).post("/sandbox/google/revoke").then().statusCode(200);
        assertThat(google.current(CAMPAIGN, PAUSE))
                .as("the look that goes before each change")
                .contains("active");
        google.execute(CAMPAIGN, PAUSE);

        assertThat(actions.writes(CAMPAIGN, start)).containsExactly("status=paused");
        assertThat(tokens.current()).isPresent().get().isNotEqualTo(first);
        assertThat(google.current(CAMPAIGN, PAUSE)).contains("paused");
        String sent = given().get("/sandbox/requests").asString();
        assertThat(sent).contains("/google/token").doesNotContain("a-client-secret", "a-refresh-token", first);
    }

    @Test
    void the_simulated_google_says_no_as_google_does() {
        token("refresh_token", "c", "s", "revoked").statusCode(400).body("error", equalTo("invalid_grant"));
        token("refresh_token", "c", "", "r").statusCode(401).body("error", equalTo("invalid_client"));
        token("password", "c", "s", "r").statusCode(400).body("error", equalTo("unsupported_grant_type"));
        String token =
                token("refresh_token", "c", "s", "r").statusCode(200).extract().path("access_token");
        search(token).statusCode(200);

        actions.change("UPDATE sandbox.tokens SET expires_at = now() - interval '1 second' WHERE token = ?", token);

        search(token).statusCode(401).body("error.status", equalTo("UNAUTHENTICATED"));
    }

    private static ValidatableResponse token(String grant, String client, String secret, String refresh) {
        return given().formParams(Map.of(
                        "grant_type", grant, "client_id", client, "client_secret", secret, "refresh_token", refresh))
                .post("/sandbox/google/token")
                .then();
    }

    private static ValidatableResponse search(String token) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(Map.of("query", "SELECT campaign.id FROM campaign"))
                .post("/sandbox/googleads/v25/customers/4441112222/googleAds:searchStream")
                .then();
    }
}
