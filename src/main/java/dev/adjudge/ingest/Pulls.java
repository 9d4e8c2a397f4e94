package dev.adjudge.ingest;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Changed;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.platform.OneReplica.Held;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.warehouse.Batch;
import dev.adjudge.warehouse.BatchOrigin;
import dev.adjudge.warehouse.Batches;
import dev.adjudge.warehouse.OpenBatch;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks the sources for campaigns and their days, one pull of a source at a time. */
@ApplicationScoped
public class Pulls {

    private static final Logger log = Logger.getLogger(Pulls.class);

    private final Instance<FactSource> sources;
    private final Batches batches;
    private final OneReplica replicas;
    private final Intake intake;
    private final ExecutorService threads;
    private final DataSource database;
    private final Event<Changed> changed;
    private final Clock clock;
    private final Map<String, Instant> leftAlone = new ConcurrentHashMap<>();

    Pulls(
            @Any Instance<FactSource> sources,
            Batches batches,
            OneReplica replicas,
            Intake intake,
            ExecutorService threads,
            DataSource database,
            Event<Changed> changed,
            Clock clock) {
        this.sources = sources;
        this.batches = batches;
        this.replicas = replicas;
        this.intake = intake;
        this.threads = threads;
        this.database = database;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * A pull that is on its way, or was when its process ended.
     *
     * @param span the days; null for the campaigns alone
     */
    private record Pull(
            FactSource source, BatchOrigin origin, @Nullable Span span) {

        void into(FactSink sink) throws FactSourceUnavailable {
            if (span == null) {
                source.pullCampaigns(sink);
            } else {
                source.pull(span.from(), span.to(), sink);
            }
        }

        void begin(Batches batches) {
            batches.begin(origin, span == null ? null : span.from(), span == null ? null : span.to());
        }
    }

    /** Both ends included. */
    private record Span(LocalDate from, LocalDate to) {}

    /** Begins a pull and gives its batch. */
    public UUID start(String platform, LocalDate from, LocalDate to, Caller caller) {
        return start(prepare(source(platform), new Span(from, to)), caller);
    }

    /** Begins a pull of the campaigns without their days. */
    void startCampaigns(String platform, Caller caller) {
        start(prepare(source(platform), null), caller);
    }

    private UUID start(Pull pull, Caller caller) {
        String platform = pull.source().platform();
        Held lock = take(platform).orElseThrow(() -> underWay(platform));
        boolean begun = false;
        try {
            begin(pull, caller);
            threads.execute(() -> {
                try (lock) {
                    run(pull);
                } catch (RuntimeException e) {
                    log.errorf(
                            e, "Pull failed batch=%s source=%s", pull.origin().id(), platform);
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                lock.close();
            }
        }
        return pull.origin().id();
    }

    private Optional<Held> take(String platform) {
        return replicas.take("pull " + platform);
    }

    private void begin(Pull pull, Caller caller) {
        QuarkusTransaction.requiringNew().run(() -> {
            pull.begin(batches);
            Span span = pull.span();
            String source = pull.source().platform();
            Map<String, Object> wanted = span == null
                    ? Map.of("source", source, "only", "campaigns")
                    : Map.of("source", source, "from", span.from(), "to", span.to());
            String subject = "batch:" + pull.origin().id();
            Sql.using(database, "telling of a pull", sql -> {
                changed.fire(new Changed(sql, caller, "pull.requested", subject, wanted));
                return subject;
            });
        });
    }

    /** Pulls now, and gives the report; empty when the source failed, which is logged and kept with the batch. */
    Optional<BatchReport> now(FactSource source, LocalDate from, LocalDate to) {
        Pull pull = prepare(source, new Span(from, to));
        try (Held lock = take(source.platform()).orElseThrow(() -> underWay(source.platform()))) {
            log.debugf("Pulling under %s", lock);
            pull.begin(batches);
            return Optional.ofNullable(run(pull));
        }
    }

    List<FactSource> all() {
        return sources.stream().toList();
    }

    /** What a killed process left running is not running any more. */
    void settleInterrupted(@Observes StartupEvent start) {
        for (Batch batch : batches.running()) {
            take(batch.source()).ifPresent(lock -> {
                try (lock) {
                    batches.fail(batch.id(), "The service ended while it was pulling; nothing of it was kept");
                    log.warnf("Interrupted pull marked as failed batch=%s source=%s", batch.id(), batch.source());
                }
            });
        }
    }

    /** Whether the platform asked this replica not to be called yet: for days of figures, or for campaigns alone. */
    boolean isLeftAlone(String platform, boolean days, Instant now) {
        return now.isBefore(leftAlone.getOrDefault(leftAlone(platform, days), Instant.MIN));
    }

    private static String leftAlone(String platform, boolean days) {
        return platform + (days ? " days" : " campaigns");
    }

    private @Nullable BatchReport run(Pull pull) {
        String platform = pull.source().platform();
        Tally tally = new Tally();
        try (OpenBatch batch = intake.open(pull.origin())) {
            RowCheck check = new RowCheck(intake.exactRules(Hints.NONE), tally, false);
            pull.into(new Sink(batch, new Arrivals(batch, check, tally, false)));
            return intake.complete(batch, platform, tally, false);
        } catch (FactSourceUnavailable e) {
            log.errorf("Pull failed batch=%s source=%s: %s", pull.origin().id(), platform, e.getMessage());
            batches.fail(pull.origin().id(), e.getMessage() + lastKnown(pull));
            e.retryAfter()
                    .ifPresent(wait -> leftAlone.put(
                            leftAlone(platform, pull.span() != null),
                            clock.instant().plus(wait)));
        } catch (RuntimeException e) {
            log.errorf(e, "Pull failed batch=%s source=%s", pull.origin().id(), platform);
            batches.fail(pull.origin().id(), "Failed here, not at the source; the log has it under this batch's id");
        }
        return null;
    }

    /** People and rules go on with what is known, and see how old it is. */
    private String lastKnown(Pull pull) {
        return batches.lastPulled(pull.source().platform(), true)
                .map(last -> ". Until then people and rules see the figures that were pulled at " + last + ", "
                        + age(Duration.between(last, pull.origin().receivedAt())) + " before")
                .orElse("");
    }

    private static String age(Duration age) {
        return age.toHours() >= 48
                ? age.toDays() + " days"
                : age.toMinutes() >= 120 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }

    private Pull prepare(FactSource source, @Nullable Span span) {
        String format = span == null ? "metadata" : "pull";
        return new Pull(source, intake.origin(UUID.randomUUID(), source.platform(), format, false), span);
    }

    private FactSource source(String platform) {
        return sources.stream()
                .filter(source -> source.platform().equals(platform))
                .findFirst()
                .orElseThrow(() -> Problem.unknown("There is no source \"" + Words.shown(platform) + "\"; there are "
                        + sources.stream().map(FactSource::platform).sorted().collect(Collectors.joining(", "))));
    }

    private Problem underWay(String platform) {
        String batch = batches.running().stream()
                .filter(running -> running.source().equals(platform))
                .map(running -> ": /api/ingest/batches/" + running.id())
                .findFirst()
                .orElse("");
        return Problem.conflict(
                "The source " + platform + " is being pulled already" + batch + "; ask again when that is over");
    }

    /** Checks what a source gives as if it had been sent, and hands it on. */
    private static final class Sink implements FactSink {

        private final OpenBatch batch;
        private final Arrivals arrivals;
        private long line;

        Sink(OpenBatch batch, Arrivals arrivals) {
            this.batch = batch;
            this.arrivals = arrivals;
        }

        @Override
        public void campaign(Campaign campaign) {
            batch.add(campaign);
        }

        @Override
        public void day(PerformanceDay day) {
            arrivals.row(++line, cells(day), day::toString);
        }

        private static @Nullable String[] cells(PerformanceDay day) {
            @Nullable String[] cells = new @Nullable String[Field.count()];
            cells[Field.DATE.ordinal()] = day.date().toString();
            cells[Field.PLATFORM.ordinal()] = day.platform();
            cells[Field.ACCOUNT_ID.ordinal()] = day.accountId();
            cells[Field.CAMPAIGN_ID.ordinal()] = day.campaignId();
            cells[Field.CAMPAIGN_NAME.ordinal()] = day.campaignName();
            cells[Field.CURRENCY.ordinal()] = day.currency();
            cells[Field.SPEND.ordinal()] = text(day.spend());
            cells[Field.IMPRESSIONS.ordinal()] = Long.toString(day.impressions());
            cells[Field.CLICKS.ordinal()] = Long.toString(day.clicks());
            cells[Field.CONVERSIONS.ordinal()] = text(day.conversions());
            cells[Field.REVENUE.ordinal()] = text(day.revenue());
            return cells;
        }

        private static @Nullable String text(@Nullable BigDecimal number) {
            return number == null ? null : number.toPlainString();
        }
    }
}
