package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.adjudge.ingest.IngestSettings;
import dev.adjudge.ingest.Pulls;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Dates;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.warehouse.Batch;
import dev.adjudge.warehouse.Batches;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Batches of facts: pulled on request, and looked up. */
@Path("/api/ingest")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Facts")
final class IngestResource {

    private static final long LONGEST_PULL_DAYS = 1100;

    private final Pulls pulls;
    private final Batches batches;
    private final IngestSettings settings;
    private final Callers callers;
    private final Clock clock;

    IngestResource(Pulls pulls, Batches batches, IngestSettings settings, Callers callers, Clock clock) {
        this.pulls = pulls;
        this.batches = batches;
        this.settings = settings;
        this.callers = callers;
        this.clock = clock;
    }

    /** A batch with its quality report, which is empty while it is running. */
    public record BatchView(
            UUID id,
            String source,
            String format,
            String status,
            Instant receivedAt,
            @Nullable Instant finishedAt,
            long lines,
            long skipped,
            long received,
            long accepted,
            long unchanged,
            long restated,
            long rejected,
            long warnings,

            @JsonRawValue @Schema(implementation = Object.class)
            String report,

            @Nullable String error) {

        static BatchView of(Batch batch) {
            var counts = batch.counts();
            return new BatchView(
                    batch.id(),
                    batch.source(),
                    batch.format(),
                    batch.status(),
                    batch.receivedAt(),
                    batch.finishedAt(),
                    counts.lines(),
                    counts.skipped(),
                    counts.received(),
                    counts.accepted(),
                    counts.unchanged(),
                    counts.restated(),
                    counts.rejected(),
                    counts.warnings(),
                    batch.report(),
                    batch.error());
        }
    }

    @POST
    @Path("{source}")
    @Idempotent
    @Operation(
            summary = "Pulls a source now",
            description =
                    "from and to are dates, both included; the last 28 days until yesterday when they are left out.")
    public Response pull(
            @PathParam("source") String source,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate last = Dates.query("to", to, today.minusDays(1));
        LocalDate first = Dates.query("from", from, last.minusDays(settings.pullDays() - 1L));
        if (first.isAfter(last)
                || last.isAfter(today)
                || first.plusDays(LONGEST_PULL_DAYS).isBefore(last)) {
            String detail = "from " + first + " to " + last
                    + " can't be pulled; to must not be before from, nor after today, and " + LONGEST_PULL_DAYS
                    + " days are the most";
            throw Problem.wrong(detail, new Problem.FieldError("from", detail));
        }
        UUID id = pulls.start(source, first, last, callers.current());
        return Response.accepted(one(id.toString()))
                .location(URI.create("/api/ingest/batches/" + id))
                .build();
    }

    @GET
    @Path("batches")
    @Operation(summary = "Batches, newest first")
    public Page<BatchView> list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Page<Batch> page = batches.list(TimeRange.of(from, to, clock), Cursor.after(after), Limit.of(limit));
        return new Page<>(page.items().stream().map(BatchView::of).toList(), page.nextCursor());
    }

    @GET
    @Path("batches/{id}")
    @Operation(summary = "One batch with its quality report")
    public BatchView one(@PathParam("id") String id) {
        return batches.find(Ids.of(id, "batch"))
                .map(BatchView::of)
                .orElseThrow(() -> Problem.unknown("There is no batch " + id + "; GET /api/ingest/batches lists them"));
    }
}
