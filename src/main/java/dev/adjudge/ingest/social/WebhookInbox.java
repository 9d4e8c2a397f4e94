package dev.adjudge.ingest.social;

import dev.adjudge.warehouse.WebhookEvents;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Keeps what a platform tells, so that it can be answered at once, and has it read afterwards. */
@ApplicationScoped
public class WebhookInbox {

    private final WebhookEvents events;
    private final WebhookWorker worker;
    private final MeterRegistry metrics;
    private final Clock clock;

    WebhookInbox(WebhookEvents events, WebhookWorker worker, MeterRegistry metrics, Clock clock) {
        this.events = events;
        this.worker = worker;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Once this returns, the body outlasts the service. It must be known to come from the source. */
    public void keep(String source, String body) {
        boolean fresh = events.keep(source, body, clock.instant());
        metrics.counter("webhooks.received", "source", source, "told", fresh ? "first" : "again")
                .increment();
        if (fresh) {
            worker.wake();
        }
    }
}
