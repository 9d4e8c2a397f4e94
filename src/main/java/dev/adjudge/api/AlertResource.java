package dev.adjudge.api;

import dev.adjudge.act.Alerts;
import dev.adjudge.act.LoggedAlert;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people were told of. */
@Path("/api/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Alerts")
class AlertResource {

    private static final List<String> LEVELS = List.of("info", "warning", "critical");

    private final Alerts alerts;
    private final Callers callers;
    private final Clock clock;

    AlertResource(Alerts alerts, Callers callers, Clock clock) {
        this.alerts = alerts;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary =
                    "Alerts with what was told of them, newest first; acknowledged=false for those nobody looks after")
    public Page<LoggedAlert> list(
            @QueryParam("level") @Nullable String level,
            @QueryParam("acknowledged") @Nullable Boolean acknowledged,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        if (level != null && !LEVELS.contains(level)) {
            String detail = "level is '" + level + "'; it must be one of " + String.join(", ", LEVELS);
            throw Problem.wrong(detail, new Problem.FieldError("level", detail));
        }
        return alerts.page(
                new Alerts.Filter(level, acknowledged, TimeRange.of(from, to, clock)),
                Limit.of(limit),
                Cursor.after(after));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One alert with what was told of it")
    public LoggedAlert one(@PathParam("id") String id) {
        return alerts.byId(Ids.of(id, "alert"));
    }

    @POST
    @Path("/{id}/acknowledge")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Says that somebody looks after it: it escalates no more",
            description = "409 when somebody did already. {\"comment\":\"…\"} is optional, 2,000 characters at most.")
    public LoggedAlert acknowledge(@PathParam("id") String id, ActionResource.@Nullable Answer answer) {
        return alerts.acknowledge(Ids.of(id, "alert"), ActionResource.Answer.comment(answer), callers.current());
    }
}
