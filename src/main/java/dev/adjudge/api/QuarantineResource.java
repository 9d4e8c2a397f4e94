package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.adjudge.ingest.BatchReport;
import dev.adjudge.ingest.Retries;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.warehouse.Quarantine;
import dev.adjudge.warehouse.QuarantinedLine;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Lines that failed a check: looked at, corrected, sent again. */
@Path("/api/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Facts")
final class QuarantineResource {

    private final Quarantine quarantine;
    private final Retries retries;
    private final Clock clock;

    QuarantineResource(Quarantine quarantine, Retries retries, Clock clock) {
        this.quarantine = quarantine;
        this.retries = retries;
        this.clock = clock;
    }

    /** A quarantined line; row holds its fields as far as they could be read. */
    public record Line(
            UUID id,
            UUID batchId,
            long line,
            String source,
            String raw,

            @JsonRawValue @Schema(implementation = Object.class) @Nullable String row,

            String field,
            @Nullable String value,
            String reason,
            String status,
            Instant receivedAt,
            @Nullable Instant resolvedAt,
            @Nullable UUID resolvedBy) {

        static Line of(QuarantinedLine line) {
            return new Line(
                    line.id(),
                    line.batchId(),
                    line.line(),
                    line.source(),
                    line.raw(),
                    line.row(),
                    line.field(),
                    line.value(),
                    line.reason(),
                    line.status(),
                    line.receivedAt(),
                    line.resolvedAt(),
                    line.resolvedBy());
        }
    }

    @GET
    @Operation(summary = "Quarantined lines, newest first")
    public Page<Line> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("batch") @Nullable String batch,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Choice.check("status", status, "open", "resolved");
        Page<QuarantinedLine> page = quarantine.list(
                status, Ids.query("batch", batch), TimeRange.of(from, to, clock), Cursor.after(after), Limit.of(limit));
        return new Page<>(page.items().stream().map(Line::of).toList(), page.nextCursor());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One quarantined line")
    public Line one(@PathParam("id") String id) {
        return quarantine
                .find(Ids.of(id, "quarantined line"))
                .map(Line::of)
                .orElseThrow(() ->
                        Problem.unknown("There is no quarantined line " + id + "; GET /api/quarantine lists them"));
    }

    @POST
    @Path("{id}/retry")
    @Idempotent
    @Operation(
            summary = "Takes a quarantined line in again, corrected",
            description = "The body holds the fields to change, such as {\"clicks\": 12}; {} takes the line as it is.")
    public BatchReport retry(@PathParam("id") String id, @Nullable String corrections) {
        String body = corrections == null || corrections.isBlank() ? "{}" : corrections;
        return retries.retry(Ids.of(id, "quarantined line"), body);
    }
}
