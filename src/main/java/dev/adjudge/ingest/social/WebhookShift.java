package dev.adjudge.ingest.social;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemsTold;
import dev.adjudge.ingest.ItemWebhook;
import dev.adjudge.warehouse.WebhookEvents;
import dev.adjudge.warehouse.WebhookEvents.Taken;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes a batch of webhooks, reads them, and tells what happened to items. */
@Singleton
class WebhookShift {

    private static final Logger log = Logger.getLogger(WebhookShift.class);

    /** Kept in one transaction. */
    private static final int EVENTS_AT_ONCE = 200;

    private final WebhookEvents events;
    private final WebhookPlatforms platforms;
    private final WebhookLookUps lookUps;
    private final WebhookTroubles troubles;
    private final Event<ItemsTold> told;
    private final WebhookSettings settings;
    private final MeterRegistry metrics;
    private final Clock clock;

    WebhookShift(
            WebhookEvents events,
            WebhookPlatforms platforms,
            WebhookLookUps lookUps,
            WebhookTroubles troubles,
            Event<ItemsTold> told,
            WebhookSettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.events = events;
        this.platforms = platforms;
        this.lookUps = lookUps;
        this.troubles = troubles;
        this.told = told;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    private record Read(Taken taken, ItemWebhook.Told told) {

        List<ItemEvent> events() {
            return told.events();
        }

        boolean isAll() {
            return told.named().isEmpty();
        }
    }

    /** Says how many webhooks there were. */
    int work() {
        Instant now = clock.instant();
        UUID holder = UUID.randomUUID();
        List<Taken> batch = events.take(settings.batch(), holder, now, now.plus(settings.lease()));
        List<Read> together = new ArrayList<>();
        int many = 0;
        for (Taken taken : batch) {
            Read read = new Read(taken, read(taken));
            if (many > 0 && many + read.events().size() > EVENTS_AT_ONCE) {
                finish(holder, together);
                together = new ArrayList<>();
                many = 0;
            }
            together.add(read);
            many += read.events().size();
        }
        if (!together.isEmpty()) {
            finish(holder, together);
        }
        return batch.size();
    }

    /** One that nobody can read tells nothing; whoever signed it would only send it again. */
    private ItemWebhook.Told read(Taken taken) {
        try {
            ItemWebhook.Told read = platforms.of(taken.source()).read(taken.body(), taken.receivedAt());
            metrics.counter("webhooks.changes", "source", taken.source(), "followed", "no")
                    .increment(read.ignored());
            metrics.counter("webhooks.changes", "source", taken.source(), "followed", "yes")
                    .increment(read.events().size());
            return read;
        } catch (RuntimeException e) {
            log.errorf(e, "Webhook can't be read, source=%s webhook=%s", taken.source(), taken.id());
            return new ItemWebhook.Told(List.of(), List.of(), 0);
        }
    }

    /** Should one of them be refused, the others are not. */
    private void finish(UUID holder, List<Read> together) {
        try {
            tell(together.stream().flatMap(read -> read.events().stream()).toList());
        } catch (RuntimeException e) {
            if (together.size() > 1) {
                together.forEach(one -> finish(holder, List.of(one)));
            } else {
                troubles.failed(holder, together.get(0).taken(), e);
            }
            return;
        }
        events.done(
                holder,
                together.stream()
                        .filter(Read::isAll)
                        .map(read -> read.taken().id())
                        .toList());
        together.stream()
                .filter(read -> !read.isAll())
                .forEach(read -> lookUps.begin(holder, read.taken(), read.told().named()));
    }

    /** Some of it in one transaction, as many as there are. */
    private void tell(List<ItemEvent> all) {
        for (int from = 0; from < all.size(); from += EVENTS_AT_ONCE) {
            told.fire(new ItemsTold(all.subList(from, Math.min(from + EVENTS_AT_ONCE, all.size()))));
        }
    }
}
