package dev.adjudge.ingest;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.Batches;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Pulls each source once a day, and its campaigns every hour. It looks at what was pulled, not at the time alone: what an outage, of the
 * source or of the service, left out is made up for. Sources that were never pulled are left alone: they may not be used.
 */
@ApplicationScoped
class ScheduledPulls {

    private static final Logger log = Logger.getLogger(ScheduledPulls.class);
    private static final int LONGEST_DAYS = 366;

    private final Pulls pulls;
    private final Batches batches;
    private final IngestSettings ingest;
    private final PullSettings settings;
    private final Clock clock;

    ScheduledPulls(Pulls pulls, Batches batches, IngestSettings ingest, PullSettings settings, Clock clock) {
        this.pulls = pulls;
        this.batches = batches;
        this.ingest = ingest;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            identity = "pulls",
            every = "{adjudge.pull.look}",
            delayed = "1m",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant due = today.atTime(settings.at()).toInstant(ZoneOffset.UTC);
        for (FactSource source : pulls.all()) {
            String platform = source.platform();
            Optional<Instant> days = batches.lastPulled(platform, true);
            if (days.isEmpty()) {
                continue;
            }
            if (!now.isBefore(due) && days.get().isBefore(due)) {
                begin(
                        platform,
                        () -> pulls.start(platform, from(days.get(), today), today.minusDays(1), Caller.SERVICE));
            } else if (batches.lastPulled(platform, false)
                    .filter(any -> any.isAfter(now.minus(settings.campaigns())))
                    .isEmpty()) {
                begin(platform, () -> pulls.startCampaigns(platform, Caller.SERVICE));
            }
        }
    }

    /** As far back as platforms correct their figures, and as the last pull is. */
    private LocalDate from(Instant last, LocalDate today) {
        LocalDate usual = today.minusDays(ingest.pullDays());
        LocalDate missed = LocalDate.ofInstant(last, ZoneOffset.UTC).minusDays(1);
        LocalDate from = missed.isBefore(usual) ? missed : usual;
        LocalDate earliest = today.minusDays(LONGEST_DAYS);
        return from.isBefore(earliest) ? earliest : from;
    }

    private static void begin(String platform, Runnable pull) {
        try {
            pull.run();
        } catch (Problem underWay) { // by another replica, or somebody's request
            log.debugf("Not pulled now, source=%s: %s", platform, underWay.getMessage());
        }
    }
}
