package dev.adjudge.ingest;

import dev.adjudge.fact.FirstFillCompleted;
import dev.adjudge.platform.Listening;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.warehouse.FillProgress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * Fills an empty database from every source when the service first listens, and goes on with that at the next start if it
 * was cut off. A source that fails does not stop the service.
 */
@ApplicationScoped
class FirstFill {

    private static final Logger log = Logger.getLogger(FirstFill.class);

    private static final String LOCK = "first fill";

    private final Pulls pulls;
    private final FillProgress progress;
    private final OneReplica replicas;
    private final FirstStartSettings settings;
    private final Event<FirstFillCompleted> completed;
    private final ExecutorService threads;
    private final Clock clock;

    FirstFill(
            Pulls pulls,
            FillProgress progress,
            OneReplica replicas,
            FirstStartSettings settings,
            Event<FirstFillCompleted> completed,
            ExecutorService threads,
            Clock clock) {
        this.pulls = pulls;
        this.progress = progress;
        this.replicas = replicas;
        this.settings = settings;
        this.completed = completed;
        this.threads = threads;
        this.clock = clock;
    }

    /** The sandbox is reached over HTTP, so that the service must listen first. */
    void whenListening(@ObservesAsync Listening now) {
        if (settings.fill()) {
            threads.execute(this::fill);
        }
    }

    void fill() {
        try {
            replicas.does(LOCK, () -> progress.begin(clock.instant()).ifPresent(this::fill));
        } catch (RuntimeException e) {
            log.error("The first fill failed; the service runs on. Pull with POST /api/ingest/{source}", e);
        }
    }

    /** Those who hear that it is completed may hear it again, if the service ends before they are through. */
    private void fill(Instant begun) {
        Map<String, Long> pulled = progress.pulledSince(begun);
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        LocalDate from = yesterday.minusDays(settings.days() - 1L);
        for (FactSource source : pulls.all()) {
            if (!pulled.containsKey(source.platform())) {
                pulls.now(source, from, yesterday)
                        .ifPresent(report -> pulled.put(source.platform(), report.accepted()));
            }
        }
        long rows = pulled.values().stream().mapToLong(Long::longValue).sum();
        log.infof("First fill completed rows=%d days=%d", rows, settings.days());
        if (rows > 0) {
            completed.fire(new FirstFillCompleted(rows));
            progress.complete(clock.instant());
        } else {
            progress.giveUp();
        }
    }
}
