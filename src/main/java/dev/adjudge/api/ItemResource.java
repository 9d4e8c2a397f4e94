package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.run.moderation.Arrivals;
import dev.adjudge.run.moderation.ItemNotes;
import dev.adjudge.run.moderation.Person;
import dev.adjudge.run.moderation.Reclassifying;
import dev.adjudge.warehouse.SocialItems.Arrived;
import dev.adjudge.warehouse.StoredItem;
import dev.adjudge.warehouse.StoredItems;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Comments, mentions and messages: sent in, and read with all that became of them. */
@Path("/api/moderation/items")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class ItemResource {

    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_BYTES = 10_000_000;
    private static final int LONGEST_NOTE = 5_000;

    private final Arrivals arrivals;
    private final ItemChecks checks;
    private final JsonBody json;
    private final StoredItems items;
    private final ItemFilters filters;
    private final ItemDetails details;
    private final Reclassifying reclassifying;
    private final ItemNotes notes;
    private final Callers callers;
    private final Clock clock;

    ItemResource(
            Arrivals arrivals,
            ItemChecks checks,
            JsonBody json,
            StoredItems items,
            ItemFilters filters,
            ItemDetails details,
            Reclassifying reclassifying,
            ItemNotes notes,
            Callers callers,
            Clock clock) {
        this.arrivals = arrivals;
        this.checks = checks;
        this.json = json;
        this.items = items;
        this.filters = filters;
        this.details = details;
        this.reclassifying = reclassifying;
        this.notes = notes;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * What became of an item that was sent.
     *
     * @param result {@code added}, {@code edited} (it has another text now) or {@code unchanged}
     */
    @Schema(name = "TakenItem")
    public record Taken(UUID id, String platform, String objectId, String result) {
        static Taken of(Arrived arrived) {
            return new Taken(
                    arrived.id(),
                    arrived.event().item().platform(),
                    arrived.event().item().objectId(),
                    arrived.change().word());
        }
    }

    /** What became of all that were sent, in their order. */
    @Schema(name = "TakenItems")
    public record AllTaken(List<Taken> items) {}

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson", "application/ndjson", "application/jsonl"})
    @Idempotent
    @Operation(
            summary = "Takes items in; they are classified and judged within seconds",
            description =
                    "One item, an array of up to 1,000, or as many lines. All of them are taken or, when something is wrong with"
                            + " one, none. Sending an item again changes nothing; with another text it was edited, and is judged anew.")
    @RequestBody(
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(type = SchemaType.ARRAY, implementation = GivenItem.class)),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = GivenItem.class))
            })
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = AllTaken.class)))
    public Response take(@Nullable InputStream body) throws IOException {
        JsonBody.Some<GivenItem> sent =
                json.some(body == null ? InputStream.nullInputStream() : body, MOST_BYTES, GivenItem.class, MOST_ITEMS);
        refuseNoneOrTooMany(sent.values().size(), MOST_ITEMS);
        List<Taken> taken =
                arrivals.arrive(checks.events(sent)).stream().map(Taken::of).toList();
        return Response.accepted(new AllTaken(taken)).build();
    }

    static void refuseNoneOrTooMany(int sent, int most) {
        if (sent == 0 || sent > most) {
            throw Problem.wrong(
                    (sent == 0 ? "No" : "More than " + most) + " items; send 1 to " + most,
                    new Problem.FieldError("", "must hold 1 to " + most + " items"));
        }
    }

    @GET
    @Operation(
            summary = "Items, newest first",
            description =
                    "status is new, needs_person, handled (something was done) or passed (nothing was to be done). user is the"
                            + " author's id on the platform, rule the name of a rule that wanted something of it. from and to are about"
                            + " when items were received.")
    public Page<ItemView> list(
            @BeanParam ItemFilters.Asked asked,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Page<StoredItem> page = items.page(
                filters.read(asked, status, null, TimeRange.of(from, to, clock)), Limit.of(limit), Cursor.after(after));
        return new Page<>(
                page.items().stream()
                        .map(item -> ItemView.of(item, clock.instant()))
                        .toList(),
                page.nextCursor());
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "One item with what classifiers, rules and people said of it, and what was done",
            description = "The ETag is that of its note.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ItemDetails.Detail.class)))
    public Response one(@PathParam("id") String id) {
        return answer(Ids.of(id, "item"));
    }

    /** @param provider the classifier to ask; the one that is set when missing */
    @Schema(name = "Reclassification")
    public record Again(@Nullable String provider) {}

    @POST
    @Path("{id}/reclassify")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Has an item classified and judged anew",
            description = "What is held about it ends; what was done stays done. It takes seconds: GET the item again.")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ItemDetails.Detail.class)))
    public Response reclassify(@PathParam("id") String id, @Nullable Again again) {
        UUID item = Ids.of(id, "item");
        reclassifying.again(item, again == null ? null : again.provider(), person());
        return Response.accepted(details.of(item)).build();
    }

    /** @param note null or empty to take it away */
    @Schema(name = "ItemNote")
    public record Note(@Nullable String note) {}

    @PUT
    @Path("{id}/note")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replaces what moderators note about an item: {\"note\":\"…\"}",
            description =
                    "If-Match must carry the ETag of the last GET. Notes rest sealed, and go when the item is erased.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ItemDetails.Detail.class)))
    public Response note(
            @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch, @Nullable Note note) {
        UUID item = Ids.of(id, "item");
        String text = note == null || note.note() == null || note.note().isBlank() ? null : note.note();
        Pointed errors = new Pointed("");
        ItemChecks.text("/note", text, LONGEST_NOTE, errors);
        ItemChecks.throwAny("The note can't be kept", errors.list());
        notes.write(item, text, ETags.in(ifMatch), person());
        return answer(item);
    }

    private Response answer(UUID id) {
        ItemDetails.Detail detail = details.of(id);
        return Response.ok(detail)
                .tag(new EntityTag(ItemNotes.tag(detail.note())))
                .build();
    }

    private Person person() {
        return new Person(callers.current(), callers.roles());
    }
}
