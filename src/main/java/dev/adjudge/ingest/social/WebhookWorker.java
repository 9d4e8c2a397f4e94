package dev.adjudge.ingest.social;

import dev.adjudge.warehouse.WebhookEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Reads webhooks whenever it is woken, and every so often. Any number of workers share them. */
@Singleton
class WebhookWorker {

    private static final Logger log = Logger.getLogger(WebhookWorker.class);

    /** Meta sends again what was not answered for 36 hours. */
    private static final Duration TOLD_AGAIN_WITHIN = Duration.ofDays(3);

    private final WebhookShift shift;
    private final WebhookEvents events;
    private final WebhookSettings settings;
    private final ExecutorService threads;
    private final Clock clock;
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicLong depth;
    private volatile boolean over;

    WebhookWorker(
            WebhookShift shift,
            WebhookEvents events,
            WebhookSettings settings,
            MeterRegistry metrics,
            ExecutorService threads,
            Clock clock) {
        this.shift = shift;
        this.events = events;
        this.settings = settings;
        this.threads = threads;
        this.clock = clock;
        this.depth = metrics.gauge("webhooks.queue.depth", new AtomicLong());
    }

    @Scheduled(
            identity = "webhooks",
            every = "{adjudge.webhooks.poll}",
            delayed = "2s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        workOff();
    }

    @Scheduled(identity = "webhooks-forgotten", every = "1h", delayed = "5m", executeWith = Scheduled.SIMPLE)
    void forget() {
        events.forget(clock.instant().minus(TOLD_AGAIN_WITHIN));
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
                    log.debug("More webhooks may be due");
                }
                depth.set(events.depth());
            } catch (RuntimeException | Error e) {
                log.error("Webhooks could not be read; they are looked for again", e);
            }
        } while (!wakes.compareAndSet(seen, 0));
    }
}
