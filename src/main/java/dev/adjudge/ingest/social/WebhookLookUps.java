package dev.adjudge.ingest.social;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemsTold;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemWebhook;
import dev.adjudge.ingest.ItemWebhook.Named;
import dev.adjudge.platform.Crew;
import dev.adjudge.warehouse.WebhookEvents;
import dev.adjudge.warehouse.WebhookEvents.Taken;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks platforms for what their webhooks only name, one after the other, while other webhooks are read. */
@Singleton
class WebhookLookUps {

    private static final Logger log = Logger.getLogger(WebhookLookUps.class);

    /** More could not be asked for before their leases end. */
    private static final int MOST_WAITING = 20;

    private static final Duration LATER = Duration.ofMinutes(1);

    private final WebhookEvents events;
    private final WebhookPlatforms platforms;
    private final WebhookTroubles troubles;
    private final Event<ItemsTold> told;
    private final Queue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Crew crew;

    private record Waiting(UUID holder, Taken taken, List<Named> named) {}

    WebhookLookUps(
            WebhookEvents events,
            WebhookPlatforms platforms,
            WebhookTroubles troubles,
            WebhookSettings settings,
            Event<ItemsTold> told,
            ExecutorService threads) {
        this.events = events;
        this.platforms = platforms;
        this.troubles = troubles;
        this.told = told;
        this.crew = new Crew("webhooks to be looked up", 1, settings.poll(), threads, more -> lookAtOne(), () -> {});
    }

    /** Whatever else the webhook told is kept by now. */
    void begin(UUID holder, Taken taken, List<Named> named) {
        if (queue.offer(new Waiting(holder, taken, named))) {
            crew.wake();
        } else {
            troubles.later(holder, taken, LATER);
        }
    }

    private int lookAtOne() {
        Waiting next = queue.poll();
        if (next == null) {
            return 0;
        }
        try {
            look(next);
        } catch (RuntimeException e) {
            log.errorf(
                    e,
                    "Not looked up, another look follows, webhook=%s",
                    next.taken().id());
        }
        return 1;
    }

    private void look(Waiting next) {
        @Nullable FactSourceUnavailable trouble = null;
        List<ItemEvent> found = new ArrayList<>();
        ItemWebhook platform = platforms.of(next.taken().source());
        try {
            for (Named named : next.named()) {
                platform.look(named)
                        .map(item -> new ItemEvent(ItemEvent.Kind.ADDED, item, item.createdTime()))
                        .ifPresent(found::add);
            }
        } catch (FactSourceUnavailable e) {
            trouble = e;
        }
        if (!found.isEmpty()) {
            told.fire(new ItemsTold(found));
        }
        if (trouble == null) {
            events.done(next.holder(), List.of(next.taken().id()));
        } else if (trouble.retryAfter().isPresent()) {
            troubles.later(next.holder(), next.taken(), trouble.retryAfter().get());
        } else {
            troubles.failed(next.holder(), next.taken(), trouble);
        }
    }
}
