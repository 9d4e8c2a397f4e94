package dev.adjudge.ingest;

import dev.adjudge.fact.FirstFillCompleted;
import dev.adjudge.warehouse.Campaigns;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Fills an empty database from every source when the service first listens. A source that fails does not stop the service. */
@ApplicationScoped
class FirstFill {

    private static final Logger log = Logger.getLogger(FirstFill.class);

    private final Pulls pulls;
    private final Campaigns campaigns;
    private final FirstStartSettings settings;
    private final Event<FirstFillCompleted> completed;
    private final ExecutorService threads;
    private final Clock clock;

    FirstFill(
            Pulls pulls,
            Campaigns campaigns,
            FirstStartSettings settings,
            Event<FirstFillCompleted> completed,
            ExecutorService threads,
            Clock clock) {
        this.pulls = pulls;
        this.campaigns = campaigns;
        this.settings = settings;
        this.completed = completed;
        this.threads = threads;
        this.clock = clock;
    }

    /** The sandbox is reached over HTTP, so that the service must listen first. */
    void whenListening(@ObservesAsync HttpServerStart start) {
        if (settings.fill()) {
            threads.execute(this::fillIfEmpty);
        }
    }

    void fillIfEmpty() {
        try {
            if (campaigns.isEmpty()) {
                fill();
            }
        } catch (RuntimeException e) {
            log.error("The first fill failed; the service runs on. Pull with POST /api/ingest/{source}", e);
        }
    }

    private void fill() {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        LocalDate from = yesterday.minusDays(settings.days() - 1L);
        long rows = 0;
        for (FactSource source : pulls.all()) {
            rows += pulls.now(source, from, yesterday)
                    .map(BatchReport::accepted)
                    .orElse(0L);
        }
        log.infof("First fill completed rows=%d days=%d", rows, settings.days());
        if (rows > 0) {
            completed.fire(new FirstFillCompleted(rows));
        }
    }
}
