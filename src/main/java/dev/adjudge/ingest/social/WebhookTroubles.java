package dev.adjudge.ingest.social;

import dev.adjudge.warehouse.WebhookEvents;
import dev.adjudge.warehouse.WebhookEvents.Taken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Has webhooks that could not be worked off worked on again, later each time, and gives up those that never can. */
@Singleton
class WebhookTroubles {

    private static final Logger log = Logger.getLogger(WebhookTroubles.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 8;

    private final WebhookEvents events;
    private final WebhookSettings settings;
    private final Clock clock;

    WebhookTroubles(WebhookEvents events, WebhookSettings settings, Clock clock) {
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    void failed(UUID holder, Taken taken, Exception e) {
        if (taken.tries() >= settings.tries()) {
            log.errorf(e, "Webhook given up; the next pull brings what is still there, webhook=%s", taken.id());
            events.done(holder, List.of(taken.id()));
            return;
        }
        log.warnf("Webhook is tried again, webhook=%s try=%d: %s", taken.id(), taken.tries(), e.getMessage());
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(taken.tries() - 1, MOST_DOUBLINGS));
        events.again(holder, taken.id(), clock.instant().plus(wait));
    }

    /** Which is no try: nothing was done about it. */
    void later(UUID holder, Taken taken, Duration wait) {
        events.putOff(holder, taken.id(), clock.instant().plus(wait));
    }
}
