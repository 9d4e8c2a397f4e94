package dev.adjudge.act;

import dev.adjudge.platform.Crew;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** Works off the queue of actions whenever it is woken, and every so often. */
@Singleton
class Worker {

    private final Crew crew;

    Worker(ActionLife queue, Shift shift, ActSettings settings, MeterRegistry metrics, ExecutorService threads) {
        AtomicLong depth = metrics.gauge("queue.depth", new AtomicLong());
        this.crew = new Crew(
                "actions", settings.parallel(), settings.poll(), threads, shift::work, () -> depth.set(queue.depth()));
    }

    @Scheduled(
            identity = "actions",
            every = "{adjudge.act.poll}",
            delayed = "1s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        crew.work();
    }

    void wake() {
        crew.wake();
    }

    void end(@Observes ShutdownEvent stop) {
        crew.end();
    }
}
