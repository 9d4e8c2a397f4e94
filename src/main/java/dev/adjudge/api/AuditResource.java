package dev.adjudge.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.audit.AuditEntry;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.DecisionProofs;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.TimeRange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The audit log, and proof that nobody edited it. */
@Path("/api/audit")
@Tag(name = "Audit")
final class AuditResource {

    private final AuditLog log;
    private final DecisionProofs proofs;
    private final ObjectMapper json;
    private final Callers callers;
    private final Clock clock;

    AuditResource(AuditLog log, DecisionProofs proofs, ObjectMapper json, Callers callers, Clock clock) {
        this.json = json;
        this.log = log;
        this.proofs = proofs;
        this.callers = callers;
        this.clock = clock;
    }

    /** An entry as people read it; the export has it as it was hashed. */
    public record View(
            long id,
            String at,
            @JsonRawValue @JsonProperty("entry") String body,
            String previousHash,
            String hash) {
        static View of(AuditEntry entry) {
            return new View(entry.id(), entry.at(), entry.body(), entry.previousHash(), entry.hash());
        }
    }

    @GET
    @Operation(
            summary = "Who changed what, when and why, newest first",
            description = "With Accept: application/x-ndjson the whole log, oldest first, for verification elsewhere")
    public Page<View> list(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("origin") @Nullable String origin,
            @QueryParam("trace") @Nullable String trace,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Page<AuditEntry> page = log.page(
                new AuditLog.Filter(
                        given(actor),
                        given(kind),
                        given(subject),
                        given(origin),
                        given(trace),
                        TimeRange.of(from, to, clock)),
                Limit.of(limit),
                after);
        return new Page<>(page.items().stream().map(View::of).toList(), page.nextCursor());
    }

    @GET
    @Produces("application/x-ndjson;qs=0.5")
    @Operation(hidden = true)
    public Response export() {
        log.add(Happening.of(callers.current(), "audit.exported", "audit", null, null, null));
        StreamingOutput lines = out -> {
            // Not closed: what was cut short must not end as if it were whole.
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            log.each(entry -> {
                text.write(json.writeValueAsString(entry));
                text.write('\n');
            });
            text.flush();
        };
        return Response.ok(lines, "application/x-ndjson").build();
    }

    @GET
    @Path("verify")
    @Operation(summary = "Whether the chain holds from its first entry to its last, and where it doesn't")
    public AuditLog.Verification verify() {
        return log.verify();
    }

    @GET
    @Path("decisions/{id}")
    @Operation(summary = "Proof that a decision is one that its run made, as it made it")
    public DecisionProofs.Proof prove(@PathParam("id") String id) {
        return proofs.prove(Ids.of(id, "decision"));
    }

    private static @Nullable String given(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }
}
