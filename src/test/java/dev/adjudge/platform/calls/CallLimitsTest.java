package dev.adjudge.platform.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private record Limit(int most, Duration within, boolean fixed) implements CallSettings.Limit {
        @Override
        public Optional<Integer> atOnce() {
            return Optional.empty();
        }
    }

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
            } catch (CallNotMade notYet) {
                LockSupport.parkNanos(notYet.turn().orElseThrow().toNanos());
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
                .isInstanceOfSatisfying(CallNotMade.class, notYet -> assertThat(
                                notYet.turn().orElseThrow().toMillis())
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

        assertThatThrownBy(() -> limits.take("one", of, 1)).isInstanceOf(CallNotMade.class);
    }

    @Test
    void what_has_no_limit_is_not_limited() {
        CallLimits limits = replica(new Limit(1, Duration.ofHours(1), true));

        for (int i = 0; i < 10; i++) {
            limits.take("another", "another", 1);
        }
    }

    @Test
    void what_turned_out_to_be_more_is_waited_for_and_what_was_less_is_given_back() {
        CallLimits limits = replica(new Limit(10, Duration.ofHours(1), true));
        CallLimit ten = CallLimit.of(10, Duration.ofHours(1), true);
        String of = UUID.randomUUID().toString();

        assertThat(limits.take(ten, of, 6, "a setting")).isEqualTo(6);
        limits.settle(ten, of, 3);
        assertThatThrownBy(() -> limits.take(ten, of, 2, "a setting"))
                .isInstanceOf(CallNotMade.class)
                .hasMessageContaining("(a setting)");

        limits.settle(ten, of, -5);
        assertThat(limits.take(ten, of, 6, "a setting")).isEqualTo(6);
        assertThatThrownBy(() -> limits.take(ten, of, 1, "a setting")).isInstanceOf(CallNotMade.class);
    }

    @Test
    void how_much_may_come_at_once_can_be_set() {
        CallLimit limit = new CallLimit(100, Duration.ofHours(1), false, 40);
        CallLimits limits = replica(new Limit(1, Duration.ofHours(1), true));
        String of = UUID.randomUUID().toString();

        assertThat(limits.take(limit, of, 70, "a setting")).isEqualTo(40);
        assertThatThrownBy(() -> limits.take(limit, of, 1, "a setting")).isInstanceOf(CallNotMade.class);
    }
}
