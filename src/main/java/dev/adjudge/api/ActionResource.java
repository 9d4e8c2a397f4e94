package dev.adjudge.api;

import dev.adjudge.act.ActionLog;
import dev.adjudge.act.ActionStatus;
import dev.adjudge.act.Approvals;
import dev.adjudge.act.DeadLetters;
import dev.adjudge.act.DeadLetters.Mending;
import dev.adjudge.act.LoggedAction;
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
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The log of actions. */
@Path("/api/actions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Actions")
class ActionResource {

    private final ActionLog log;
    private final Approvals approvals;
    private final DeadLetters letters;
    private final Callers callers;
    private final Clock clock;

    ActionResource(ActionLog log, Approvals approvals, DeadLetters letters, Callers callers, Clock clock) {
        this.log = log;
        this.approvals = approvals;
        this.letters = letters;
        this.callers = callers;
        this.clock = clock;
    }

    /** @param comment at most 2,000 characters */
    public record Answer(@Nullable String comment) {
        static @Nullable String comment(@Nullable Answer answer) {
            return answer == null ? null : answer.comment();
        }
    }

    @GET
    @Operation(summary = "What was done, is to be done, waits or failed, newest first")
    public Page<LoggedAction> list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("platform") @Nullable String platform,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        SubjectName name = SubjectName.of(text(platform), subject);
        ActionLog.Filter filter = new ActionLog.Filter(
                status(status), name.platform(), text(kind), name.id(), TimeRange.of(from, to, clock));
        return log.page(filter, Limit.of(limit), Cursor.after(after));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One action with its outcome")
    public LoggedAction one(@PathParam("id") String id) {
        return log.find(uuid(id))
                .orElseThrow(() -> Problem.unknown("There is no action " + id + "; GET /api/actions lists them"));
    }

    @POST
    @Path("/{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Says yes to a held action; it is done next",
            description =
                    "Who may is in `approval.approver`, by the table Approval Policy. 409 when it is held no more, or the platform's"
                            + " value is no longer the one that was decided on: it is then refused as drifted.")
    public LoggedAction approve(@PathParam("id") String id, @Nullable Answer answer) {
        return approvals.approve(uuid(id), Answer.comment(answer), callers.current(), callers.roles());
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Says no to a held action, and why: {\"comment\":\"…\"}")
    public LoggedAction reject(@PathParam("id") String id, @Nullable Answer answer) {
        return approvals.reject(uuid(id), Answer.comment(answer), callers.current(), callers.roles());
    }

    @POST
    @Path("/{id}/undo")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Brings back what a done action changed, by a new action, which is answered",
            description = "409 when somebody changed it since.")
    public LoggedAction undo(@PathParam("id") String id, @Nullable Answer answer) {
        return approvals.undo(uuid(id), Answer.comment(answer), callers.current());
    }

    @POST
    @Path("/{id}/retry")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Tries a dead or failed action again, as if it had never been tried",
            description =
                    "It may be mended: `after` is another daily budget, within the live release's limits; `before`: \"live\" takes what is"
                            + " there now for what it was, when somebody changed it since. What is another change then is held for"
                            + " somebody else's yes, what nobody had said yes to is held again, and neither is done without one.")
    public LoggedAction retry(@PathParam("id") String id, @Nullable Mending mending) {
        return letters.retry(uuid(id), mending == null ? Mending.NONE : mending, callers.current());
    }

    private static @Nullable ActionStatus status(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        return Arrays.stream(ActionStatus.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    String detail = "status is '" + word + "'; it must be one of "
                            + Arrays.stream(ActionStatus.values())
                                    .map(ActionStatus::word)
                                    .collect(Collectors.joining(", "));
                    return Problem.wrong(detail, new Problem.FieldError("status", detail));
                });
    }

    private static @Nullable String text(@Nullable String parameter) {
        return parameter == null || parameter.isEmpty() ? null : parameter;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.unknown("There is no action '" + id + "'; an action's id is a UUID");
        }
    }
}
