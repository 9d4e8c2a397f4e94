package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.adjudge.connector.PlatformFailure.Busy;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Connectors keep to what a platform may be sent. */
@QuarkusTest
class CallLimitedTest {

    @Inject
    DataSource database;

    @Test
    void the_clients_of_the_platforms_count_their_calls() throws SQLException {
        String batch = RestAssured.given()
                .contentType("application/json")
                .post("/api/ingest/klaviyo")
                .then()
                .statusCode(202)
                .extract()
                .header("Location");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get(batch).path("status").equals("completed"));
        try (var c = database.getConnection();
                var found = c.createStatement()
                        .executeQuery("SELECT count(*) FROM call_limits WHERE name = 'klaviyo 600/PT1M'")) {
            found.next();
            assertThat(found.getInt(1)).isEqualTo(1);
        }
    }

    @Test
    void a_pull_waits_as_long_as_it_is_told_and_no_longer_than_two_minutes() {
        AtomicInteger calls = new AtomicInteger();

        assertThat(Answers.patiently(() -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new Busy("later", Duration.ofMillis(20));
                    }
                    return "there";
                }))
                .isEqualTo("there");

        calls.set(0);
        assertThatThrownBy(() -> Answers.patiently(() -> {
                    calls.incrementAndGet();
                    throw new Busy("much later", Duration.ofMinutes(3));
                }))
                .isInstanceOf(Busy.class);
        assertThat(calls).hasValue(1);
    }
}
