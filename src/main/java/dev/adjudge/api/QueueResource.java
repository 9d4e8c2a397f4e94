package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.run.moderation.Person;
import dev.adjudge.run.moderation.Queue;
import dev.adjudge.warehouse.ItemFilter;
import dev.adjudge.warehouse.StoredItem;
import dev.adjudge.warehouse.StoredItems;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What waits for people. */
@Path("/api/moderation/queue")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class QueueResource {

    private static final int MOST_LEASED = 50;

    private final StoredItems items;
    private final ItemFilters filters;
    private final Queue queue;
    private final Callers callers;
    private final Clock clock;

    QueueResource(StoredItems items, ItemFilters filters, Queue queue, Callers callers, Clock clock) {
        this.items = items;
        this.filters = filters;
        this.queue = queue;
        this.callers = callers;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "What waits for a person, the most pressing first",
            description =
                    "By severity, reach and age: a step of severity, a fourfold reach and four hours of waiting count the same."
                            + " mine=true for what the caller has.")
    public Page<ItemView> list(
            @BeanParam ItemFilters.Asked asked,
            @QueryParam("mine") @Nullable Boolean mine,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        Limit rows = Limit.of(limit);
        ItemFilter filter = filters.read(
                asked, null, Boolean.TRUE.equals(mine) ? callers.current().actor() : null, null);
        Page<StoredItem> page = Page.of(
                items.waiting(filter, rows, place(after)),
                rows,
                last -> Keys.encode(
                        String.valueOf(last.open().priority()), last.id().toString()));
        return new Page<>(views(page.items()), page.nextCursor());
    }

    private static StoredItems.@Nullable Place place(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return null;
        }
        String[] key = Keys.decode(after, 2);
        try {
            return new StoredItems.Place(Double.parseDouble(key[0]), UUID.fromString(key[1]));
        } catch (IllegalArgumentException e) {
            throw Keys.foreign();
        }
    }

    /**
     * Which are wanted.
     *
     * @param limit 1 to 50; 10 when missing
     */
    @Schema(name = "LeaseRequest")
    public record Wanted(
            @Nullable Integer limit,

            @Schema(enumeration = {"facebook", "instagram"}) @Nullable String platform,

            @Schema(enumeration = {"toxic", "spam", "complaint", "question", "praise", "other"}) @Nullable String intent) {}

    /** What somebody took. */
    @Schema(name = "LeasedItems")
    public record Leased(List<ItemView> items) {}

    @POST
    @Path("lease")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Takes the most pressing items that nobody has: they are the caller's for a while",
            description =
                    "Two who ask at once never get the same item. Nobody else can decide about it until leasedUntil, admins excepted.")
    public Leased lease(@Nullable Wanted wanted) {
        Wanted said = wanted == null ? new Wanted(null, null, null) : wanted;
        int most = said.limit() == null ? 10 : said.limit();
        if (most < 1 || most > MOST_LEASED) {
            throw Problem.wrong(
                    "limit is " + most + "; it must be 1 to " + MOST_LEASED,
                    new FieldError("/limit", "is " + most + "; it must be 1 to " + MOST_LEASED));
        }
        ItemFilters.Asked asked = new ItemFilters.Asked();
        Pointed errors = new Pointed("");
        if (said.platform() != null) {
            asked.platform = ItemChecks.oneOf("/platform", said.platform(), ItemChecks.PLATFORMS, errors);
        }
        if (said.intent() != null) {
            asked.intent = ItemChecks.oneOf("/intent", said.intent(), CommentChecks.INTENTS, errors);
        }
        ItemChecks.throwAny("There is nothing like that to take", errors.list());
        return new Leased(views(queue.lease(filters.read(asked, null, null, null), most, person())));
    }

    /** @param ids which; all that the caller has when missing */
    @Schema(name = "LeasedIds")
    public record Some(@Nullable List<UUID> ids) {}

    @POST
    @Path("renew")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Keeps what the caller has for longer; answers what is theirs still")
    public Some renew(@Nullable Some some) {
        return new Some(queue.renew(ids(some), person()));
    }

    @POST
    @Path("release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(summary = "Lets others have what the caller had; answers what was theirs")
    public Some release(@Nullable Some some) {
        return new Some(queue.release(ids(some), person()));
    }

    private static @Nullable List<UUID> ids(@Nullable Some some) {
        if (some == null || some.ids() == null) {
            return null;
        }
        if (some.ids().size() > 1_000 || some.ids().contains(null)) {
            throw Problem.wrong(
                    "ids must be up to 1,000 ids of items",
                    new FieldError("/ids", "must hold up to 1,000 ids, and no null"));
        }
        return some.ids();
    }

    private List<ItemView> views(List<StoredItem> some) {
        Instant now = clock.instant();
        return some.stream().map(item -> ItemView.of(item, now)).toList();
    }

    private Person person() {
        return new Person(callers.current(), callers.roles());
    }
}
