package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.connector.PlatformFailure.Busy;
import dev.adjudge.connector.PlatformFailure.Unavailable;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;

/** Connectors keep to what a platform may be sent. */
@QuarkusTest
class CallLimitedTest {

    @Inject
    DataSource database;

    @Inject
    Line line;

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
    void what_was_kept_back_was_not_sent_unless_nobody_heard_of_a_try_before_it() {
        assertThat(keptBack(failing(busy()))).isTrue();
        assertThat(keptBack(failing(new Unavailable("no answer"), busy()))).isFalse();
        assertThat(keptBack(failing(busy())))
                .as("what another call met says nothing of this")
                .isTrue();
        assertThat(keptBack(failing(new Unavailable("no answer"), new Unavailable("no answer"))))
                .isFalse();
        assertThat(keptBack(() -> {
                    throw new CircuitBreakerOpenException();
                }))
                .isTrue();
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

    private Supplier<String> failing(RuntimeException... each) {
        Iterator<RuntimeException> failures = List.of(each).iterator();
        return () -> line.call(failures);
    }

    private static boolean keptBack(Supplier<String> call) {
        return catchThrowableOfType(ActionFailed.Temporary.class, () -> Answers.forAction("line", call))
                .keptBack();
    }

    private static Busy busy() {
        return new Busy("later", Duration.ofMinutes(1));
    }

    /** Fails as it is told, each try in its way. */
    @Singleton
    @CallLimited("none-such")
    @Retry(maxRetries = 1, delay = 0, jitter = 0, abortOn = Busy.class)
    static class Line {

        String call(Iterator<RuntimeException> failures) {
            throw failures.next();
        }
    }
}
