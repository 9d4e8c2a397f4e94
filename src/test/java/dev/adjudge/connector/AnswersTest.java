package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjudge.act.ActionFailed;
import dev.adjudge.ingest.FactSourceUnavailable;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform says in several ways how long it wants to be left alone. */
class AnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "0 | PT0S",
                "Sun, 22 Nov 2026 08:02:00 GMT | PT2M",
                "Sun, 22 Nov 2026 07:00:00 GMT | PT0S",
                "soon |",
                "-3 |",
                "99999999999 |"
            })
    void in_seconds_or_by_a_date_beside_its_own(String said, Duration wait) {
        Response response = Response.status(429)
                .header(HttpHeaders.DATE, "Sun, 22 Nov 2026 08:00:00 GMT")
                .header(HttpHeaders.RETRY_AFTER, said)
                .build();

        assertThat(Answers.retryAfter(response)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource({
        "400,,Refused",
        "404,,Refused",
        "408,,Unavailable",
        "409,,Unavailable",
        "429,,Busy",
        "429,5,Busy",
        "500,5,Unavailable",
        "503,,Unavailable",
        "503,5,Busy"
    })
    void the_status_tells_whether_and_when_another_try_makes_sense(int status, String retryAfter, String kind) {
        Response response = Response.status(status)
                .header(HttpHeaders.RETRY_AFTER, retryAfter)
                .build();

        assertThat(Answers.failure(response, "no").getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"429,true", "503,false", "500,false"})
    void what_was_refused_was_not_done_and_what_failed_may_have_been(int status, boolean keptBack) {
        Response response =
                Response.status(status).header(HttpHeaders.RETRY_AFTER, "5").build();

        ActionFailed.Temporary failed = catchThrowableOfType(
                ActionFailed.Temporary.class,
                () -> Answers.forAction("meta", () -> {
                    throw Answers.failure(response, "no");
                }));

        assertThat(failed.keptBack()).isEqualTo(keptBack);
    }

    @Test
    void nothing_is_sent_while_a_circuit_is_open() {
        ActionFailed.Temporary failed = catchThrowableOfType(
                ActionFailed.Temporary.class,
                () -> Answers.forAction("meta", () -> {
                    throw new CircuitBreakerOpenException();
                }));

        assertThat(failed.keptBack()).isTrue();
    }

    @Test
    void all_calls_of_a_pull_together_wait_no_longer_than_it_may_in_all() {
        Iterator<Duration> waits =
                Stream.of("PT0.02S", "PT0.02S", "PT2M").map(Duration::parse).iterator();

        assertThatThrownBy(() -> Answers.forPull("meta", () -> {
                    for (int i = 0; i < 3; i++) {
                        Answers.patiently(() -> {
                            throw new PlatformFailure.Busy("later", waits.next());
                        });
                    }
                }))
                .isInstanceOfSatisfying(FactSourceUnavailable.class, e -> assertThat(e.retryAfter())
                        .contains(Duration.ofMinutes(2)));
        assertThat(waits).isExhausted();
    }

    @Test
    void the_calls_of_a_pull_are_known_as_such_to_its_end() throws Exception {
        Answers.forPull("meta", () -> assertThat(Pulling.now()).isPresent());

        assertThat(Pulling.now()).isEmpty();
    }
}
