package dev.adjudge.ingest;

import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.Batch;
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
 * source or of the service, left out is made up for, corrections of earlier days too, a piece at a time when nothing else is due.
 * Sources that nobody ever tried to pull are left alone: they may not be used.
 */
@ApplicationScoped
class ScheduledPulls {

    private static final Logger log = Logger.getLogger(ScheduledPulls.class);
    private static final int LONGEST_DAYS = 366;

    private final Pulls pulls;
    private final Batches batches;
    private final IngestSettings ingest;
    private final PullSettings settings;
    private final FirstStartSettings first;
    private final Clock clock;

    ScheduledPulls(
            Pulls pulls,
            Batches batches,
            IngestSettings ingest,
            PullSettings settings,
            FirstStartSettings first,
            Clock clock) {
        this.pulls = pulls;
        this.batches = batches;
        this.ingest = ingest;
        this.settings = settings;
        this.first = first;
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
        for (FactSource source : pulls.all()) {
            String platform = source.platform();
            Optional<Batch> last = batches.lastTried(platform);
            if (last.isEmpty()) {
                continue;
            }
            boolean days = !pulls.isLeftAlone(platform, true, now);
            boolean campaigns = !pulls.isLeftAlone(platform, false, now)
                    && batches.lastPulled(platform, false)
                            .filter(any -> any.isAfter(now.minus(settings.campaigns())))
                            .isEmpty();
            // While the days fail, the campaigns take turns with them: their status and budget age faster.
            boolean daysFailed = last.get().failed() && last.get().format().equals("pull");
            if (days && daysDue(platform, now, today) && !(daysFailed && campaigns)) {
                begin(platform, from(platform, today), today.minusDays(1));
            } else if (campaigns) {
                begin(platform, () -> pulls.startCampaigns(platform, Caller.SERVICE));
            } else if (days && !daysFailed) {
                makeUp(platform, today);
            }
        }
    }

    /** As many days at once as are pulled usually. */
    private void makeUp(String platform, LocalDate today) {
        int corrected = ingest.pullDays();
        LocalDate last = today.minusDays(corrected + 1L);
        batches.missed(platform, today.minusDays(LONGEST_DAYS), today, corrected)
                .ifPresent(from -> begin(platform, from, earlier(last, from.plusDays(corrected - 1L))));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** At once when they never came through yet, as of a source that failed when the database was filled first. */
    private boolean daysDue(String platform, Instant now, LocalDate today) {
        Instant due = today.atTime(settings.at()).toInstant(ZoneOffset.UTC);
        return batches.lastPulled(platform, true).isEmpty()
                || !now.isBefore(due)
                        && !batches.pulled(platform, today.minusDays(ingest.pullDays()), today.minusDays(1), due);
    }

    /** As far back as platforms correct their figures. */
    private LocalDate from(String platform, LocalDate today) {
        return today.minusDays(batches.lastPulled(platform, true).isEmpty() ? first.days() : ingest.pullDays());
    }

    private void begin(String platform, LocalDate from, LocalDate to) {
        begin(platform, () -> pulls.start(platform, from, to, Caller.SERVICE));
    }

    private static void begin(String platform, Runnable pull) {
        try {
            pull.run();
        } catch (Problem underWay) { // by another replica, or somebody's request
            log.debugf("Not pulled now, source=%s: %s", platform, underWay.getMessage());
        }
    }
}
