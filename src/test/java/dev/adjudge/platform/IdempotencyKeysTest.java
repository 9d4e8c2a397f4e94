package dev.adjudge.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a key is worth after a refusal, and while its request takes long. */
@QuarkusTest
class IdempotencyKeysTest {

    private static final String ROW =
            "{\"date\":\"2026-11-01\",\"platform\":\"meta\",\"campaignId\":\"%s\",\"spend\":1,\"impressions\":10,\"clicks\":1}";

    @Inject
    DataSource database;

    private final String key = UUID.randomUUID().toString();
    private final Later clock = new Later();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json | {"asOf":"2999-01-01"} | 422
                    application/json | {"asOf":              | 400
                    text/csv         | a,b                   | 415
                    """)
    void a_request_that_was_refused_can_be_sent_corrected_with_its_key(String type, String body, int status) {
        assertThat(run(type, body).statusCode()).isEqualTo(status);

        Response corrected = run("application/json", "{\"accountIds\":[\"%s\"],\"dryRun\":true}".formatted(key));

        assertThat(corrected.statusCode()).as(corrected.asString()).isEqualTo(202);
    }

    @Test
    void a_line_that_is_still_wrong_is_looked_at_again_under_the_same_key() {
        String batch = given().contentType("application/json")
                .body("[" + ROW.formatted(key).replace("\"spend\":1", "\"spend\":-1") + "]")
                .post("/api/performance")
                .jsonPath()
                .getString("batchId");
        String line = given().get("/api/quarantine?batch=" + batch).jsonPath().getString("items[0].id");

        assertThat(retry(line, "{}").statusCode()).isEqualTo(422);
        assertThat(retry(line, "{\"spend\":1}").statusCode()).isEqualTo(200);
        assertThat(retry(line, "{\"spend\":1}").statusCode()).isEqualTo(200);
        assertThat(retry(line, "{\"spend\":2}").statusCode()).isEqualTo(422);
    }

    @Test
    void a_claim_lasts_as_long_as_its_request_is_under_way() {
        IdempotencyKeys here = new IdempotencyKeys(database, clock);
        IdempotencyKeys elsewhere = new IdempotencyKeys(database, clock);
        assertThat(here.claim(key, "POST /long")).isEmpty();

        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofMinutes(10));
            here.renew();
        }

        assertThat(elsewhere.claim(key, "POST /long"))
                .hasValueSatisfying(kept -> assertThat(kept.isAnswered()).isFalse());
        here.release(key, "POST /long");
        assertThat(elsewhere.claim(key, "POST /long")).isEmpty();
    }

    @Test
    void a_claim_whose_process_ended_is_free_again_after_a_quarter_of_an_hour() {
        assertThat(new IdempotencyKeys(database, clock).claim(key, "POST /cut-off"))
                .isEmpty();
        IdempotencyKeys next = new IdempotencyKeys(database, clock);

        clock.pass(Duration.ofMinutes(14));
        next.renew();
        assertThat(next.claim(key, "POST /cut-off")).isPresent();
        clock.pass(Duration.ofMinutes(2));
        assertThat(next.claim(key, "POST /cut-off")).isEmpty();
    }

    private Response run(String type, String body) {
        return given().contentType(type)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/runs");
    }

    private Response retry(String line, String body) {
        return given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/quarantine/" + line + "/retry");
    }

    /** A clock that goes on when it is told to. */
    private static final class Later extends Clock {

        private Instant now = Instant.now();

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
