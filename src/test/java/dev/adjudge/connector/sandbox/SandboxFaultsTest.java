package dev.adjudge.connector.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjudge.act.Actions;
import dev.adjudge.decision.Subject;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated platforms fail in every way that a header names. */
@QuarkusTest
class SandboxFaultsTest {

    private static final Subject META = Subject.campaign("meta", "1010123456789", "120210000000010007");

    private static final Subject FIRST = Subject.campaign("google_ads", "4441112222", "21000000001");
    private static final Subject LAST = Subject.campaign("google_ads", "4441112222", "21000000004");

    @Inject
    Actions actions;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant start = Instant.now();

    @AfterEach
    void restore() {
        actions.restore(META);
        actions.restore(FIRST);
        actions.restore(LAST);
    }

    @Test
    void busy_error_and_revoked_do_nothing_and_say_it_in_the_platforms_words() throws Exception {
        HttpResponse<String> busy = pause("busy");
        assertThat(busy.statusCode()).as("as Meta does it").isEqualTo(400);
        assertThat(busy.headers().firstValue("Retry-After")).contains("1");
        assertThat(busy.body()).contains("\"code\":80004");
        HttpResponse<String> error = pause("error");
        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.body()).contains("\"code\":2");
        HttpResponse<String> revoked = pause("REVOKED");
        assertThat(revoked.statusCode()).isEqualTo(401);
        assertThat(revoked.body()).contains("OAuthException", "\"code\":190");
        assertThat(search("revoked").body()).contains("UNAUTHENTICATED");
        assertThat(search("busy").body()).contains("RESOURCE_EXHAUSTED");

        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void cut_does_nothing_and_does_not_answer() {
        assertThatThrownBy(() -> pause("cut")).isInstanceOf(IOException.class);

        assertThat(actions.writes(META, start)).isEmpty();
    }

    @Test
    void lost_does_it_and_does_not_answer() {
        assertThatThrownBy(() -> pause("lost")).isInstanceOf(IOException.class);

        assertThat(actions.writes(META, start)).containsExactly("status=paused");
    }

    @Test
    void garbled_does_it_and_answers_no_json() throws Exception {
        HttpResponse<String> garbled = pause("garbled");

        assertThat(garbled.statusCode()).isEqualTo(200);
        assertThat(garbled.body()).isEqualTo("{\"data\": [{\"id\": \"12");
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
    }

    @Test
    void partial_does_nothing_and_says_so_with_200() throws Exception {
        HttpResponse<String> meta = pause("partial");
        assertThat(meta.statusCode()).isEqualTo(200);
        assertThat(meta.body()).contains("\"error\"", "\"code\":2").doesNotContain("success");
        assertThat(search("partial").body()).contains("\"status\":\"UNAVAILABLE\"");
        HttpResponse<String> mutated = mutate(true);
        assertThat(mutated.statusCode()).isEqualTo(200);
        assertThat(mutated.body())
                .contains("\"partialFailureError\"", "\"code\":13", "\"index\":0", "TRANSIENT_ERROR")
                .contains("customers/4441112222/campaigns/21000000004")
                .doesNotContain("\"resourceName\":\"customers/4441112222/campaigns/21000000001\"");
        assertThat(mutate(false).statusCode()).isEqualTo(500);

        assertThat(actions.writes(META, start)).isEmpty();
        assertThat(actions.writes(FIRST, start)).isEmpty();
        assertThat(actions.writes(LAST, start)).containsExactly("status=paused");
    }

    /** Three campaigns at once; half of them fail, rounded up. */
    private HttpResponse<String> mutate(boolean inPart) throws IOException, InterruptedException {
        String operation =
                "{\"updateMask\":\"status\",\"update\":{\"resourceName\":\"customers/4441112222/campaigns/%s\",\"status\":\"PAUSED\"}}";
        return send(
                "/sandbox/googleads/v25/customers/4441112222/campaigns:mutate",
                "application/json",
                "{\"partialFailure\":" + inPart + ",\"operations\":["
                        + String.join(
                                ",",
                                operation.formatted(FIRST.id()),
                                operation.formatted("21000000002"),
                                operation.formatted(LAST.id()))
                        + "]}",
                "partial");
    }

    @Test
    void slow_does_it_late() throws Exception {
        long from = System.nanoTime();

        assertThat(pause("slow").statusCode()).isEqualTo(200);

        assertThat(System.nanoTime() - from).isGreaterThan(2_900_000_000L);
        assertThat(actions.writes(META, start)).containsExactly("status=paused");
    }

    @Test
    void nothing_fails_that_nobody_wants_to_fail() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(search(null).statusCode()).isEqualTo(200);
        }
        assertThat(search("sometimes").statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> pause(String fault) throws IOException, InterruptedException {
        return send("/sandbox/meta/v25.0/" + META.id(), "application/x-www-form-urlencoded", "status=PAUSED", fault);
    }

    private HttpResponse<String> search(@Nullable String fault) throws IOException, InterruptedException {
        return send(
                "/sandbox/googleads/v25/customers/4441112222/googleAds:searchStream",
                "application/json",
                "{\"query\":\"SELECT campaign.id FROM campaign\"}",
                fault);
    }

    private HttpResponse<String> send(String path, String type, String body, @Nullable String fault)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        return http.send(
                (fault == null ? request : request.header("X-Sandbox-Fault", fault)).build(), BodyHandlers.ofString());
    }
}
