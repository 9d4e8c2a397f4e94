package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.run.moderation.BulkDeciding;
import dev.adjudge.run.moderation.BulkDeciding.Decision;
import dev.adjudge.run.moderation.Person;
import dev.adjudge.run.moderation.Said;
import dev.adjudge.warehouse.ItemFilter;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One decision about many items that wait. */
@Path("/api/moderation/bulk")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class BulkResource {

    private final BulkDeciding bulk;
    private final ItemFilters filters;
    private final Callers callers;

    BulkResource(BulkDeciding bulk, ItemFilters filters, Callers callers) {
        this.bulk = bulk;
        this.filters = filters;
        this.callers = callers;
    }

    /** Which of those that wait; null is any. */
    @Schema(name = "BulkFilter")
    public record Filter(
            @Nullable String platform,
            @Nullable String account,
            @Nullable String intent,
            @Nullable String sentiment,
            @Nullable String post,
            @Nullable String campaign,
            @Nullable String rule,
            @Nullable String user) {}

    /**
     * What is to be decided.
     *
     * @param dryRun to count only
     * @param expectedCount how many the count said; needed unless it is a dry run
     * @param seen what the count said, so that nothing is decided about other items or texts; null to go by their number alone
     */
    @Schema(name = "BulkDecision")
    public record Wanted(
            @Nullable Filter filter,

            @Schema(enumeration = {"approve", "reject", "resolve"}) @Nullable String decision,

            @Nullable String comment,
            @Nullable Boolean dryRun,
            @Nullable Long expectedCount,
            @Nullable String seen) {}

    /**
     * @param count how many wait like that; after a decision, how many it was about
     * @param seen of a dry run: stands for these items with these texts
     */
    @Schema(name = "BulkDone")
    public record Done(long count, @Nullable String seen, int decided, List<String> refused) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary =
                    "Decides about all items that wait and fit: first with dryRun, then with its count as expectedCount, and its seen",
            description =
                    "Each goes the way that it would go by itself. 409 when there are others by now, or too many.")
    public Done decide(@Nullable Wanted body) {
        Wanted wanted = body == null ? new Wanted(null, null, null, null, null, null) : body;
        List<FieldError> errors = new ArrayList<>();
        Optional<Decision> decision = Arrays.stream(Decision.values())
                .filter(one -> one.word().equals(wanted.decision()))
                .findFirst();
        boolean dry = Boolean.TRUE.equals(wanted.dryRun());
        if (!dry && decision.isEmpty()) {
            errors.add(new FieldError(
                    "/decision",
                    "is " + wanted.decision() + "; it must be one of "
                            + Arrays.stream(Decision.values())
                                    .map(Decision::word)
                                    .collect(Collectors.joining(", "))));
        }
        if (!dry && (wanted.expectedCount() == null || wanted.expectedCount() < 1)) {
            errors.add(
                    new FieldError("/expectedCount", "must be the count that {\"dryRun\":true} answered, 1 at least"));
        }
        if (!errors.isEmpty()) {
            throw Problem.wrong("This can't be decided as asked", errors.toArray(FieldError[]::new));
        }
        ItemFilter filter = filter(wanted.filter());
        if (dry) {
            BulkDeciding.Counted counted = bulk.count(filter);
            return new Done(counted.count(), counted.seen(), 0, List.of());
        }
        long expected = wanted.expectedCount() == null ? 0 : wanted.expectedCount();
        BulkDeciding.Done done = bulk.decide(
                filter,
                decision.orElseThrow(),
                new BulkDeciding.Counted(expected, wanted.seen()),
                new Said(wanted.comment(), null, null),
                new Person(callers.current(), callers.roles()));
        return new Done(expected, null, done.decided(), done.refused());
    }

    private ItemFilter filter(@Nullable Filter filter) {
        ItemFilters.Asked asked = new ItemFilters.Asked();
        if (filter != null) {
            asked.platform = filter.platform();
            asked.account = filter.account();
            asked.intent = filter.intent();
            asked.sentiment = filter.sentiment();
            asked.post = filter.post();
            asked.campaign = filter.campaign();
            asked.rule = filter.rule();
            asked.user = filter.user();
        }
        return filters.read(asked, "needs_person", null, null);
    }
}
