package dev.adjudge.api;

import dev.adjudge.fact.Classification;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.moderation.HuntActions;
import dev.adjudge.run.moderation.HuntOrders;
import dev.adjudge.run.moderation.Person;
import dev.adjudge.run.moderation.RetroHunt;
import dev.adjudge.run.moderation.RetroHuntQueue;
import dev.adjudge.run.moderation.RetroHunts;
import dev.adjudge.warehouse.PastItems;
import jakarta.ws.rs.Consumes;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Rules, or a draft of them, tried out on items of the past; and what they found, done in bulk. */
@Path("/api/moderation")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class RetroHuntResource {

    private static final int SAMPLE = 20;
    private static final int MOST_AT_ONCE = 1_000;
    private static final int LONGEST_REASON = 2_000;

    private final RetroHunts hunts;
    private final RetroHuntQueue queue;
    private final HuntActions acting;
    private final HuntOrders orders;
    private final PastItems past;
    private final LiveRules rules;
    private final Callers callers;
    private final Clock clock;

    RetroHuntResource(
            RetroHunts hunts,
            RetroHuntQueue queue,
            HuntActions acting,
            HuntOrders orders,
            PastItems past,
            LiveRules rules,
            Callers callers,
            Clock clock) {
        this.hunts = hunts;
        this.queue = queue;
        this.acting = acting;
        this.orders = orders;
        this.past = past;
        this.rules = rules;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What is hunted with, and where.
     *
     * @param releaseId a draft too; the live release when left out
     * @param rule only what this rule wants; all when left out
     * @param from RFC 3339 or a date; 30 days ago when left out
     * @param platforms only items on these; all when left out
     */
    public record Wanted(
            @Nullable Long releaseId,
            @Nullable String rule,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> platforms) {}

    /** @param expectedCount how many {@code GET} told of; another number by now is refused */
    public record Act(
            @Nullable Long expectedCount,
            @Nullable Integer cap,
            @Nullable String reason) {}

    /** Why it is approved. */
    public record Yes(@Nullable String comment) {}

    /** Why it is brought back. */
    public record Undo(@Nullable String reason) {}

    /** One of those that were found. */
    public record Sample(UUID id, String platform, String objectId, String text, Classification classification) {}

    @POST
    @Path("retro-hunt")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Looks which past items a release, or one of its rules, would have hidden or deleted",
            description = "202 with Location; nothing is done. Items are judged by what they were last classified as.")
    public Response hunt(@Nullable Wanted body) {
        Wanted wanted = body == null ? new Wanted(null, null, null, null, null) : body;
        long release = wanted.releaseId() == null ? rules.live().ref().id() : wanted.releaseId();
        List<FieldError> errors = new ArrayList<>();
        Names.check(errors, "/platforms", wanted.platforms());
        TimeRange received = TimeRange.of(wanted.from(), wanted.to(), clock);
        var compiled = rules.snapshot(release);
        if (!compiled.moderates()) {
            errors.add(new FieldError("/releaseId", "release " + release + " says nothing of comments"));
        }
        if (wanted.rule() != null && !compiled.ruleNames().containsValue(wanted.rule())) {
            errors.add(new FieldError(
                    "/rule", "release " + release + " has no rule '" + wanted.rule() + "'; GET /api/rules lists them"));
        }
        if (!errors.isEmpty()) {
            throw Problem.wrong("The hunt can't be started as asked", errors.toArray(FieldError[]::new));
        }
        RetroHunt hunt = hunts.add(release, wanted.rule(), wanted.platforms(), received, callers.current());
        queue.nudge();
        return Response.accepted(hunt)
                .location(URI.create("/api/moderation/retro-hunts/" + hunt.id()))
                .build();
    }

    @GET
    @Path("retro-hunts")
    @Operation(summary = "Retro-hunts, newest first")
    public Page<RetroHunt> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("after") @Nullable String after) {
        return hunts.list(Limit.of(limit), Cursor.after(after));
    }

    @GET
    @Path("retro-hunts/{id}")
    @Operation(summary = "One retro-hunt: how far it is, and how many it found")
    public RetroHunt one(@PathParam("id") String id) {
        return hunts.byId(Ids.of(id, "retro-hunt"));
    }

    @GET
    @Path("retro-hunts/{id}/sample")
    @Operation(summary = "Some of what a retro-hunt found, at random but always the same")
    public List<Sample> sample(@PathParam("id") String id) {
        return past.sample(hunts.byId(Ids.of(id, "retro-hunt")).id(), SAMPLE).stream()
                .map(one -> new Sample(
                        one.id(),
                        one.item().platform(),
                        one.item().objectId(),
                        one.item().text(),
                        one.said()))
                .toList();
    }

    @POST
    @Path("retro-hunts/{id}/act")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Orders what was found: {\"expectedCount\":17,\"cap\":100,\"reason\":\"…\"}",
            description =
                    "Every action waits for an approval. 409 when the number is another by now, or above the cap.")
    public RetroHunt act(@PathParam("id") String id, @Nullable Act body) {
        Act act = body == null ? new Act(null, null, null) : body;
        List<FieldError> errors = new ArrayList<>();
        long expected = act.expectedCount() == null ? 0 : act.expectedCount();
        if (expected < 1) {
            errors.add(new FieldError("/expectedCount", "must be how many were found, 1 at least"));
        }
        int cap = act.cap() == null ? MOST_AT_ONCE : act.cap();
        if (cap < 1 || cap > MOST_AT_ONCE) {
            errors.add(new FieldError("/cap", "is " + cap + "; it must be from 1 to " + MOST_AT_ONCE));
        }
        String reason = reason(act.reason(), errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("What was found can't be done as asked", errors.toArray(FieldError[]::new));
        }
        return acting.act(Ids.of(id, "retro-hunt"), expected, cap, reason, callers.current());
    }

    @POST
    @Path("retro-hunts/{id}/undo")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Brings back what was done of a retro-hunt, as far as the platforms can")
    public HuntOrders.Answered undo(@PathParam("id") String id, @Nullable Undo body) {
        List<FieldError> errors = new ArrayList<>();
        String reason = reason(body == null ? null : body.reason(), errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("It can't be brought back as asked", errors.toArray(FieldError[]::new));
        }
        return orders.undo(Ids.of(id, "retro-hunt"), reason, callers.current());
    }

    @POST
    @Path("retro-hunts/{id}/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Says yes to all that a retro-hunt ordered and that still waits for the caller's yes")
    public HuntOrders.Answered approve(@PathParam("id") String id, @Nullable Yes body) {
        return orders.approve(
                Ids.of(id, "retro-hunt"),
                body == null ? null : body.comment(),
                new Person(callers.current(), callers.roles()));
    }

    private static String reason(@Nullable String reason, List<FieldError> errors) {
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON || reason.indexOf(0) >= 0) {
            errors.add(new FieldError(
                    "/reason", "must say why, in 1 to " + LONGEST_REASON + " characters without NUL: people will ask"));
            return "";
        }
        return reason.strip();
    }
}
