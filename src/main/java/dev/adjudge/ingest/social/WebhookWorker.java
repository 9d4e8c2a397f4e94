package dev.adjudge.ingest.social;

import dev.adjudge.platform.Crew;
import dev.adjudge.warehouse.WebhookEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;

/** Reads webhooks whenever it is woken, and every so often; those that came meanwhile together. */
@Singleton
class WebhookWorker {

    /** Meta sends again what was not answered for 36 hours. */
    private static final Duration TOLD_AGAIN_WITHIN = Duration.ofDays(3);

    private final WebhookEvents events;
    private final Clock clock;
    private final Crew crew;

    WebhookWorker(
            WebhookShift shift,
            WebhookEvents events,
            WebhookSettings settings,
            MeterRegistry metrics,
            ExecutorService threads,
            Clock clock) {
        this.events = events;
        this.clock = clock;
        AtomicLong depth = metrics.gauge("webhooks.queue.depth", new AtomicLong());
        this.crew = new Crew(
                "webhooks", 1, settings.poll(), threads, more -> shift.work(), () -> depth.set(events.depth()));
    }

    @Scheduled(
            identity = "webhooks",
            every = "{adjudge.webhooks.poll}",
            delayed = "2s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        crew.work();
    }

    @Scheduled(identity = "webhooks-forgotten", every = "1h", delayed = "5m", executeWith = Scheduled.SIMPLE)
    void forget() {
        events.forget(clock.instant().minus(TOLD_AGAIN_WITHIN));
    }

    void wake() {
        crew.wake();
    }

    void end(@Observes ShutdownEvent stop) {
        crew.end();
    }
}
