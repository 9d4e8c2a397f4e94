package dev.adjudge.run.moderation;

import dev.adjudge.platform.Crew;
import dev.adjudge.warehouse.DueItems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** Judges items whenever it is woken, and every so often; those that came meanwhile together. */
@Singleton
class ItemWorker {

    private final Crew crew;

    ItemWorker(
            ItemShift shift,
            DueItems due,
            ModerationSettings settings,
            MeterRegistry metrics,
            ExecutorService threads) {
        AtomicLong depth = metrics.gauge("moderation.queue.depth", new AtomicLong());
        this.crew = new Crew("items", 1, settings.poll(), threads, more -> shift.work(), () -> depth.set(due.depth()));
    }

    @Scheduled(
            identity = "moderation",
            every = "{adjudge.moderation.poll}",
            delayed = "2s",
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
