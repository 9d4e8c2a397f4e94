package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.fact.BatchAccepted;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Changed;
import dev.adjudge.platform.Problem;
import dev.adjudge.warehouse.BatchOrigin;
import dev.adjudge.warehouse.Merged;
import dev.adjudge.warehouse.OpenBatch;
import dev.adjudge.warehouse.PerformanceWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Receives batches: reads them as they come, checks every row, and answers what became of each. */
@ApplicationScoped
public class Intake {

    private static final Logger log = Logger.getLogger(Intake.class);
    private static final ZoneOffset FIRST_TO_SEE_A_DAY = ZoneOffset.ofHours(14);
    private static final int FRESH_DAYS = 2;

    private final PerformanceWriter writer;
    private final IngestSettings settings;
    private final ObjectMapper json;
    private final Event<BatchAccepted> accepted;
    private final Event<Changed> changed;
    private final Callers callers;
    private final Clock clock;

    Intake(
            PerformanceWriter writer,
            IngestSettings settings,
            ObjectMapper json,
            Event<BatchAccepted> accepted,
            Event<Changed> changed,
            Callers callers,
            Clock clock) {
        this.writer = writer;
        this.settings = settings;
        this.json = json;
        this.accepted = accepted;
        this.changed = changed;
        this.callers = callers;
        this.clock = clock;
    }

    /** @throws IOException when the body breaks off; nothing of it is kept */
    public BatchReport accept(Upload upload) throws IOException {
        Tally tally = new Tally();
        RowRules exact = exactRules(upload.hints());
        Body body = Body.of(upload.body(), upload.contentType());
        BodyFormat format = BodyFormat.of(upload.contentType(), body.beginning());
        String source = source(upload.source(), format);
        try (Delivery delivery = new Delivery(source, format.word(), tally)) {
            switch (format) {
                case JSON -> new JsonRows(delivery.open(exact, false), tally).read(body.text());
                case NDJSON -> new NdjsonRows(delivery.open(exact, false), tally).read(body.text());
                case CSV -> new CsvRows(exact, tally).read(body.text(), delivery::open);
            }
            return delivery.complete();
        }
    }

    RowRules exactRules(Hints hints) {
        Platforms platforms = new Platforms(settings.platforms());
        LocalDate latest = LocalDate.ofInstant(clock.instant(), FIRST_TO_SEE_A_DAY);
        return RowRules.exact(platforms, settings.earliestDate(), latest, hints.checked(platforms));
    }

    private static String source(@Nullable String named, BodyFormat format) {
        if (named == null || named.isBlank()) {
            return format.word();
        }
        String unfit = Words.unfit(named, Words.LONGEST_ID);
        if (unfit != null) {
            throw Problem.wrong("source " + unfit, new Problem.FieldError("source", unfit));
        }
        return named;
    }

    BatchOrigin origin(UUID id, String source, String format, boolean parts) {
        return new BatchOrigin(id, source, format, clock.instant(), parts, settings.defaultCurrency());
    }

    /** Merges what arrived, writes the report and tells the others. */
    BatchReport complete(OpenBatch batch, String source, Tally tally, boolean parts) {
        return complete(batch, source, tally, parts, report -> {}, () -> {});
    }

    /**
     * @param veto may refuse the whole batch by throwing
     * @param alongside what belongs to the batch's transaction, once its row is there
     */
    BatchReport complete(
            OpenBatch batch,
            String source,
            Tally tally,
            boolean parts,
            Consumer<BatchReport> veto,
            Runnable alongside) {
        LocalDate fresh = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(FRESH_DAYS);
        Merged merged = batch.merge(fresh);
        if (parts && merged.days() > 0) {
            tally.note("rows summed to campaign days: " + merged.accepted() + " lines → " + merged.days() + " days");
        }
        if (merged.defaultedCurrency() > 0) {
            tally.note("currency taken for " + settings.defaultCurrency()
                    + " (adjudge.ingest.default-currency): nothing says the currency of " + merged.defaultedCurrency()
                    + " new campaigns");
        }
        if (merged.corrected() > 0) {
            tally.note(merged.corrected() + " lines were refused and corrected when they came before:"
                    + " their corrections were taken again in their place");
        }
        BatchReport report = BatchReport.of(batch.id(), tally, merged);
        veto.accept(report);
        batch.complete(report.counts(), text(report), () -> {
            alongside.run();
            batch.alongside(sql -> {
                changed.fire(new Changed(
                        sql,
                        callers.currentOrService(),
                        "batch.completed",
                        "batch:" + batch.id(),
                        Map.of(
                                "source", source,
                                "accepted", report.accepted(),
                                "unchanged", report.unchanged(),
                                "restated", report.restated(),
                                "rejected", report.rejected())));
                return batch;
            });
        });
        log.infof(
                "Batch completed batch=%s source=%s accepted=%d unchanged=%d restated=%d rejected=%d",
                batch.id(), source, report.accepted(), report.unchanged(), report.restated(), report.rejected());
        tell(new BatchAccepted(batch.id(), source, report.accepted()));
        return report;
    }

    OpenBatch open(BatchOrigin origin) {
        return writer.open(origin);
    }

    /** The batch is kept whatever those who listen do with the news. */
    private void tell(BatchAccepted news) {
        if (news.accepted() > 0) {
            try {
                accepted.fire(news);
            } catch (RuntimeException e) {
                log.errorf(e, "A listener failed batch=%s", news.batchId());
            }
        }
    }

    private String text(BatchReport report) {
        try {
            return json.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report is always JSON", e);
        }
    }

    /** A batch on its way; closing it before it is complete leaves nothing of it. */
    private final class Delivery implements AutoCloseable {

        private final String source;
        private final String format;
        private final Tally tally;
        private @Nullable OpenBatch batch;
        private boolean parts;

        Delivery(String source, String format, Tally tally) {
            this.source = source;
            this.format = format;
            this.tally = tally;
        }

        Arrivals open(RowRules rules, boolean finer) {
            parts = finer;
            OpenBatch opened = Intake.this.open(origin(UUID.randomUUID(), source, format, finer));
            batch = opened;
            return new Arrivals(opened, new RowCheck(rules, tally, finer), tally, finer);
        }

        BatchReport complete() {
            OpenBatch opened = batch;
            if (opened == null) {
                throw new IllegalStateException("A body was read that began no batch");
            }
            return Intake.this.complete(opened, source, tally, parts);
        }

        @Override
        public void close() {
            if (batch != null) {
                batch.close();
            }
        }
    }
}
