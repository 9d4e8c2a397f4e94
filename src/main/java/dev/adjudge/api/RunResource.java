package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.TraceParent;
import dev.adjudge.platform.security.Role;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.Run;
import dev.adjudge.run.RunQueue;
import dev.adjudge.run.RunRequest;
import dev.adjudge.run.RunWait;
import dev.adjudge.run.Runs;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Evaluations: asked for, watched, listed. */
@Path("/api/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
final class RunResource {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,6})\\b");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Runs runs;
    private final RunQueue queue;
    private final RunWait wait;
    private final LiveRules rules;
    private final Callers callers;
    private final Clock clock;

    RunResource(Runs runs, RunQueue queue, RunWait wait, LiveRules rules, Callers callers, Clock clock) {
        this.runs = runs;
        this.queue = queue;
        this.wait = wait;
        this.rules = rules;
        this.callers = callers;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Evaluates all campaigns, or some, as of a date",
            description = "202 with Location; with Prefer: wait=60 (seconds, 60 at most) 200 when it is over in time")
    public Response start(
            @Nullable RunRequest body, @HeaderParam("Prefer") @Nullable String prefer, HttpServerRequest request) {
        if (body == null) {
            throw Problem.unreadable(
                    "The body is empty or null, and a run acts; send {} for all campaigns as of today, {\"dryRun\":true} to see only what it would do");
        }
        check(body);
        if (!Boolean.TRUE.equals(body.dryRun())) {
            callers.require(Role.OPERATOR, "a run that is not dry acts; send dryRun true to see what it would do");
        }
        String trace = TraceParent.of(request).map(TraceParent::value).orElse(null);
        Run run = runs.add(body, callers.current(), trace);
        queue.nudge();
        URI location = URI.create("/api/runs/" + run.id());
        Duration patience = patience(prefer);
        if (!patience.isZero()) {
            Run later = wait.until(run.id(), patience);
            if (later.isOver()) {
                return Response.ok(later).location(location).build();
            }
            run = later;
        }
        return Response.accepted(run).location(location).build();
    }

    @GET
    @Operation(
            summary = "Runs, newest first",
            description =
                    "`trigger` is scheduled, requested, batch, first_start, decide or moderation; without it all are"
                            + " listed but those over comments, mentions and messages.")
    public Page<Run> list(
            @QueryParam("trigger") @Nullable String trigger,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Choice.check(
                "trigger",
                trigger,
                Arrays.stream(Run.Trigger.values()).map(Run.Trigger::word).toArray(String[]::new));
        return runs.list(
                trigger == null ? null : Run.Trigger.valueOf(trigger.toUpperCase(Locale.ROOT)),
                Limit.of(limit),
                Cursor.after(after));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One run with its progress and counts")
    public Run one(@PathParam("id") String id) {
        return runs.byId(Ids.of(id, "run"))
                .orElseThrow(() -> Problem.unknown("There is no run " + id + "; GET /api/runs lists them"));
    }

    private void check(RunRequest wanted) {
        List<FieldError> errors = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate asOf = wanted.asOf();
        if (asOf != null && (asOf.isAfter(today) || asOf.getYear() < 2000)) {
            errors.add(new FieldError(
                    "/asOf",
                    asOf + " can't be evaluated: windows are complete days and end the day before it; send a date from"
                            + " 2000-01-01 to " + today));
        } else if (asOf != null && asOf.isBefore(today.minusDays(1)) && !Boolean.TRUE.equals(wanted.dryRun())) {
            errors.add(new FieldError(
                    "/asOf",
                    asOf + " is past, and what is done today must not rest on old figures; send dryRun true, or a date"
                            + " from " + today.minusDays(1)));
        }
        Names.check(errors, "/platforms", wanted.platforms());
        Names.check(errors, "/accountIds", wanted.accountIds());
        Long release = wanted.releaseId();
        if (release != null) {
            rules.refusal(release)
                    .ifPresent(
                            refusal -> errors.add(new FieldError("/releaseId", String.valueOf(refusal.getMessage()))));
            long live = rules.live().ref().id();
            if (errors.isEmpty() && release != live && !Boolean.TRUE.equals(wanted.dryRun())) {
                errors.add(new FieldError(
                        "/releaseId",
                        "Release " + release + " is not live, and only what is live acts; send dryRun true, or leave"
                                + " releaseId out for release " + live));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.wrong("The run can't be started as asked", errors.toArray(FieldError[]::new));
        }
    }

    /** RFC 7240: {@code Prefer: wait=seconds}. */
    private static Duration patience(@Nullable String prefer) {
        Matcher asked = WAIT.matcher(prefer == null ? "" : prefer);
        if (!asked.find()) {
            return Duration.ZERO;
        }
        Duration patience = Duration.ofSeconds(Long.parseLong(asked.group(1)));
        return patience.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : patience;
    }
}
