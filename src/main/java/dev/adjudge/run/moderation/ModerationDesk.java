package dev.adjudge.run.moderation;

import dev.adjudge.act.ActionLog;
import dev.adjudge.act.Approvals;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.warehouse.ItemReviews;
import dev.adjudge.warehouse.StoredItem;
import dev.adjudge.warehouse.StoredItems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people decide about items that wait for them. What is done outside goes the way of all actions. */
@ApplicationScoped
public class ModerationDesk {

    private static final String HELD = "held";

    private final StoredItems items;
    private final ActionLog actions;
    private final Approvals approvals;
    private final ItemReviews reviews;
    private final Closing closing;
    private final Clock clock;

    ModerationDesk(
            StoredItems items,
            ActionLog actions,
            Approvals approvals,
            ItemReviews reviews,
            Closing closing,
            Clock clock) {
        this.items = items;
        this.actions = actions;
        this.approvals = approvals;
        this.reviews = reviews;
        this.closing = closing;
        this.clock = clock;
    }

    /**
     * Says yes: what is held is done; what was done at once, and is only looked at, was right.
     *
     * @param reply what is answered instead of what was suggested; null to leave it
     * @throws Problem 409 when nothing is held about it, or somebody else has it
     */
    public void approve(UUID id, @Nullable String reply, Said said, Person person) {
        StoredItem item = waiting(id, person);
        List<LoggedAction> held = held(item);
        if (held.isEmpty()) {
            closing.reviewed(sample(item), said, person, true, doneWith(item));
            return;
        }
        held.forEach(action -> approvals.approve(
                action.id(),
                new Approvals.Yes(said.comment(), reply),
                person.caller(),
                person.roles(),
                () -> reviews.label(action.id(), person.actor(), said.intent(), said.sentiment())));
    }

    /** Says no, and why: what is held is not done; what was done at once was wrong, and can be undone. */
    public void reject(UUID id, Said said, Person person) {
        StoredItem item = waiting(id, person);
        required(said, "A rejection says why, so that the rule's owner can learn from it");
        List<LoggedAction> held = held(item);
        if (held.isEmpty()) {
            closing.reviewed(sample(item), said, person, false, doneWith(item));
            return;
        }
        held.forEach(action -> approvals.reject(
                action.id(),
                said.comment(),
                person.caller(),
                person.roles(),
                () -> reviews.label(action.id(), person.actor(), said.intent(), said.sentiment())));
    }

    /**
     * Says that a person did what was to be done, and what that was.
     *
     * @param outcome {@code right}, {@code wrong} or {@code unsure}: whether the rule was right to ask
     */
    public void resolve(UUID id, String outcome, Said said, Person person) {
        StoredItem item = waiting(id, person);
        required(said, "Say what was done");
        held(item).stream().findFirst().ifPresent(action -> {
            throw Problem.conflict("Action " + action.id() + " is held about item " + id + "; approve or reject it");
        });
        closing.resolved(item, outcome, said, person, doneWith(item));
    }

    /** Brings back what was done with an item last. */
    public LoggedAction undo(UUID id, Said said, Person person) {
        StoredItem item = find(id);
        person.refuseWhatIsLeased(item, clock.instant());
        LoggedAction last = actions.ofItem(item.item().platform(), item.item().objectId()).stream()
                .filter(action ->
                        action.status().equals("done") && !action.kind().equals("escalate") && action.undoes() == null)
                .findFirst()
                .orElseThrow(() -> Problem.conflict("Nothing was done with item " + id + " that could be undone"));
        LoggedAction undo = approvals.undo(last.id(), said.comment(), person.caller());
        closing.undone(item, last, said, person);
        return undo;
    }

    /** @throws Problem 404 when there is none */
    StoredItem find(UUID id) {
        return items.find(id)
                .orElseThrow(
                        () -> Problem.unknown("There is no item " + id + "; GET /api/moderation/items lists them"));
    }

    StoredItem waiting(UUID id, Person person) {
        StoredItem item = find(id);
        if (!item.waits()) {
            throw Problem.conflict("Item " + id + " waits for nobody: it is " + item.status()
                    + (item.open().closedBy() == null
                            ? ""
                            : ", by " + item.open().closedBy()));
        }
        person.refuseWhatIsLeased(item, clock.instant());
        return item;
    }

    /** What waits for a yes or no about it. */
    List<LoggedAction> held(StoredItem item) {
        return actions.ofItem(item.item().platform(), item.item().objectId()).stream()
                .filter(action -> action.status().equals(HELD))
                .toList();
    }

    /** The action of the latest decision; empty when there was none. */
    private Optional<LoggedAction> doneWith(StoredItem item) {
        return item.decisionId() == null
                ? Optional.empty()
                : actions.ofDecision(item.decisionId()).stream()
                        .filter(action -> action.undoes() == null)
                        .findFirst();
    }

    private static StoredItem sample(StoredItem item) {
        if (!item.sampled()) {
            throw Problem.conflict("Nothing is held about item " + item.id()
                    + "; POST …/resolve says what was done, …/act does something, …/escalate asks somebody else");
        }
        return item;
    }

    static String required(Said said, String why) {
        if (said.comment() == null || said.comment().isBlank()) {
            throw Problem.wrong(why, new FieldError("/comment", "is missing or empty"));
        }
        return said.comment().strip();
    }
}
