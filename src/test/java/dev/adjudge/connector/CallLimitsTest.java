package dev.adjudge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.adjudge.connector.PlatformFailure.Busy;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a platform may be sent holds for all replicas together. {@code -Dburst.window=PT1M} does it with Klaviyo's real minute. */
@QuarkusTest
class CallLimitsTest {

    private static final Duration WINDOW = Duration.parse(System.getProperty("burst.window", "PT2S"));
    private static final int MOST = 600;
    private static final int WANTED = 5_000;

    /** Some of the wanted calls are enough to see it; all of them take eight windows and a half. */
    private static final int WINDOWS = Integer.getInteger("burst.windows", 3);

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    private record Limit(int most, Duration within, boolean fixed) implements CallSettings.Limit {}

    private CallLimits replica(Limit limit) {
        return new CallLimits(() -> Map.of("one", limit), database, clock);
    }

    @Test
    void no_window_has_more_than_the_limit_across_two_replicas() throws Exception {
        Limit limit = new Limit(MOST, WINDOW, false);
        List<CallLimits> replicas = List.of(replica(limit), replica(limit));
        String of = UUID.randomUUID().toString();
        Queue<Long> made = new ConcurrentLinkedQueue<>();
        AtomicInteger wanted = new AtomicInteger(WANTED);
        long end = System.nanoTime() + WINDOW.toNanos() * WINDOWS;
        ExecutorService threads = Executors.newFixedThreadPool(12);
        for (int i = 0; i < 12; i++) {
            CallLimits replica = replicas.get(i % 2);
            threads.execute(() -> {
                while (wanted.getAndDecrement() > 0 && System.nanoTime() < end) {
                    patiently(replica, of);
                    made.add(System.nanoTime());
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10 + WINDOW.toSeconds() * (WINDOWS + 1), TimeUnit.SECONDS))
                .isTrue();

        List<Long> times = made.stream().sorted().toList();
        int most = 0;
        for (int first = 0, last = 0; last < times.size(); last++) {
            while (times.get(last) - times.get(first) >= WINDOW.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        System.out.printf(
                "[limits] %d calls by two replicas in %.1f s, at most %d in any %s, of %d%n",
                times.size(), (times.get(times.size() - 1) - times.get(0)) / 1e9, most, WINDOW, MOST);
        assertThat(most).isLessThanOrEqualTo(MOST);
        assertThat(most).as("the limit is used").isGreaterThan(MOST * 8 / 10);
    }

    private static void patiently(CallLimits replica, String of) {
        while (true) {
            try {
                replica.take("one", of, 1);
                return;
            } catch (Busy busy) {
                LockSupport.parkNanos(Objects.requireNonNull(busy.retryAfter()).toNanos());
            }
        }
    }

    @Test
    void a_fixed_window_gives_all_its_calls_at_once_and_says_when_the_next_begins() {
        CallLimits one = replica(new Limit(3, Duration.ofHours(1), true));
        CallLimits other = replica(new Limit(3, Duration.ofHours(1), true));
        String of = UUID.randomUUID().toString();

        one.take("one", of, 2);
        other.take("one", of, 1);

        long untilTheHour = Duration.ofHours(1).toMillis()
                - clock.millis() % Duration.ofHours(1).toMillis();
        assertThatThrownBy(() -> one.take("one", of, 1))
                .isInstanceOfSatisfying(Busy.class, busy -> assertThat(
                                Objects.requireNonNull(busy.retryAfter()).toMillis())
                        .isBetween(untilTheHour - 1_000, untilTheHour + 1_000))
                .hasMessageContaining("the 3 calls in PT1H");
    }

    @Test
    void one_a_second_is_one_a_second_for_each_of_those_it_is_for() {
        CallLimits limits = replica(new Limit(1, Duration.ofSeconds(1), false));
        String channel = UUID.randomUUID().toString();

        long from = System.nanoTime();
        limits.take("one", channel, 1);
        limits.take("one", channel + "-other", 1);
        assertThat(System.nanoTime() - from).isLessThan(900_000_000L);
        limits.take("one", channel, 1);
        assertThat(System.nanoTime() - from).isGreaterThan(990_000_000L);
    }

    @Test
    void what_is_heavier_than_the_limit_waits_for_all_of_it() {
        CallLimits limits = replica(new Limit(10, Duration.ofHours(1), true));
        String of = UUID.randomUUID().toString();

        limits.take("one", of, 1_000);

        assertThatThrownBy(() -> limits.take("one", of, 1)).isInstanceOf(Busy.class);
    }

    @Test
    void what_has_no_limit_is_not_limited() {
        CallLimits limits = replica(new Limit(1, Duration.ofHours(1), true));

        for (int i = 0; i < 10; i++) {
            limits.take("another", "another", 1);
        }
    }

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
