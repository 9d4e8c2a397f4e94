package dev.adjudge.run.moderation;

import dev.adjudge.warehouse.DueItems;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Judges items whenever it is woken, and every so often. Any number of workers share them. */
@Singleton
class ItemWorker {

    private static final Logger log = Logger.getLogger(ItemWorker.class);

    private final ItemShift shift;
    private final DueItems due;
    private final ModerationSettings settings;
    private final ExecutorService threads;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong depth;
    private volatile boolean over;

    ItemWorker(
            ItemShift shift,
            DueItems due,
            ModerationSettings settings,
            MeterRegistry metrics,
            ExecutorService threads) {
        this.shift = shift;
        this.due = due;
        this.settings = settings;
        this.threads = threads;
        this.depth = metrics.gauge("moderation.queue.depth", new AtomicLong());
    }

    @Scheduled(
            identity = "moderation",
            every = "{adjudge.moderation.poll}",
            delayed = "2s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        workOff();
    }

    void wake() {
        if (settings.poll().equals("off") || settings.poll().equals("disabled")) {
            return;
        }
        try {
            threads.execute(this::workOff);
        } catch (RejectedExecutionException e) {
            log.debug("Not woken, the service is stopping");
        }
    }

    void end(@Observes ShutdownEvent stop) {
        over = true;
    }

    /** One thread works at a time; who comes meanwhile makes it look once more. */
    private void workOff() {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = wakes.get();
            try {
                while (!over && shift.work() > 0) {
                    log.debug("More items may be due");
                }
                depth.set(due.depth());
            } catch (RuntimeException | Error e) {
                log.error("Items could not be judged; they are looked for again", e);
            }
        } while (!wakes.compareAndSet(seen, 0));
    }
}
