package dev.adjudge.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrewTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger queue = new AtomicInteger();
    private final AtomicInteger rests = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void works_until_nothing_is_left_and_then_rests() {
        queue.set(7);

        crew(1, this::takeOne).work();

        assertThat(queue).hasValue(0);
        assertThat(rests).hasValue(1);
    }

    @Test
    void as_many_work_as_there_is_work_for_and_no_more_than_may() {
        queue.set(40);
        CountDownLatch together = new CountDownLatch(3);

        crew(3, more -> {
                    int taken = takeOne(more);
                    if (taken > 0) {
                        more.run();
                        together.countDown();
                        waitFor(together);
                    }
                    return taken;
                })
                .wake();

        await().until(() -> queue.get() == 0 && now.get() == 0);
        assertThat(most).hasValue(3);
    }

    @Test
    void what_is_put_in_before_somebody_is_woken_is_never_left_there() {
        Crew crew = crew(2, this::takeOne);
        for (int i = 0; i < 20_000; i++) {
            queue.incrementAndGet();
            crew.wake();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> queue.get() == 0);
    }

    @Test
    void goes_on_after_an_error_when_it_is_woken_again() {
        queue.set(3);
        AtomicInteger shifts = new AtomicInteger();
        Crew crew = crew(1, more -> {
            if (shifts.incrementAndGet() == 2) {
                throw new IllegalStateException("no database");
            }
            return takeOne(more);
        });

        crew.work();
        assertThat(queue).hasValue(2);
        crew.work();
        assertThat(queue).hasValue(0);
    }

    @Test
    void begins_nothing_more_once_it_is_over() {
        queue.set(3);
        Crew crew = crew(1, this::takeOne);

        crew.end();
        crew.work();

        assertThat(queue).hasValue(3);
    }

    @Test
    void who_never_looks_by_itself_does_not_look_when_it_is_woken() {
        queue.set(3);
        Crew crew = new Crew("things", 1, "off", threads, this::takeOne, rests::incrementAndGet);

        crew.work();

        assertThat(queue).hasValue(3);
    }

    private Crew crew(int places, Crew.Shift shift) {
        return new Crew("things", places, "1s", threads, more -> counted(shift, more), rests::incrementAndGet);
    }

    private int counted(Crew.Shift shift, Runnable more) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            return shift.work(more);
        } finally {
            now.decrementAndGet();
        }
    }

    private int takeOne(Runnable more) {
        return queue.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 1 : 0;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
