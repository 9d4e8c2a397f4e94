package dev.adjudge.run.moderation;

import dev.adjudge.act.LoggedAction;
import dev.adjudge.act.PersonalOrders;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.warehouse.StoredItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with items by themselves, where no rule wanted it. */
@ApplicationScoped
public class PersonalActs {

    private final ModerationDesk desk;
    private final Closing closing;
    private final PersonalOrders orders;
    private final LiveRules rules;
    private final Clock clock;

    PersonalActs(ModerationDesk desk, Closing closing, PersonalOrders orders, LiveRules rules, Clock clock) {
        this.desk = desk;
        this.closing = closing;
        this.orders = orders;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Does something with an item, or leaves it as it is.
     *
     * @param kind {@code hide}, {@code unhide}, {@code delete}, {@code reply} or {@code none}
     * @param reply what is answered; null for all others
     * @return the action, which is done next; empty for {@code none}
     * @throws Problem 409 when something is held about it, or it is not as that needs it; 403 when the table has somebody else say yes
     */
    public Optional<LoggedAction> act(UUID id, String kind, @Nullable String reply, Said said, Person person) {
        StoredItem item = desk.find(id);
        person.refuseWhatIsLeased(item, clock.instant());
        if (item.erasedAt() != null) {
            throw Problem.conflict("Item " + id + " was erased, as its author asked; nothing is done with it");
        }
        desk.held(item).stream().findFirst().ifPresent(held -> {
            throw Problem.conflict("Action " + held.id() + " (" + held.kind() + ") is held about item " + id
                    + "; approve or reject that first");
        });
        if (kind.equals("none")) {
            if (!item.waits()) {
                throw Problem.conflict("Item " + id + " waits for nobody: it is " + item.status());
            }
            closing.left(item, said, person);
            return Optional.empty();
        }
        Subject subject = Subject.of(item.item());
        Action action = action(item, kind, reply);
        refuseWhoMayNot(subject, action, person);
        return Optional.of(orders.order(
                new PersonalOrders.Wish(subject, action, item.decisionId(), said.comment()),
                person.caller(),
                () -> closing.acted(item, said, person)));
    }

    private static Action action(StoredItem item, String kind, @Nullable String reply) {
        String now = item.visibility();
        boolean comment = item.item().objectType().equals(SocialItem.COMMENT);
        if (now.equals(Action.DELETED)) {
            throw Problem.conflict("Item " + item.id() + " is gone on its platform");
        }
        if (!kind.equals("reply") && !comment) {
            String detail = "is '" + kind + "'; a " + item.item().objectType()
                    + " stands elsewhere than with us, and can only be answered";
            throw Problem.wrong(detail, new FieldError("/action", detail));
        }
        return switch (kind) {
            case "hide" -> new Action.Hide(as(item, now, Action.VISIBLE));
            case "unhide" -> new Action.Unhide(as(item, now, Action.HIDDEN));
            case "delete" -> new Action.Delete(now);
            case "reply" -> new Action.Reply(reply == null ? "" : reply);
            default -> throw new IllegalArgumentException("There is no such thing to do: " + kind);
        };
    }

    private static String as(StoredItem item, String now, String needed) {
        if (!now.equals(needed)) {
            throw Problem.conflict("Item " + item.id() + " is " + now + " already");
        }
        return now;
    }

    private void refuseWhoMayNot(Subject subject, Action action, Person person) {
        String approver = rules.live().approval(subject, action).approver();
        if (!person.roles().contains(approver) && !approver.equals(person.actor())) {
            throw Problem.forbidden("A " + action.kind() + " on " + subject.platform() + " needs " + approver
                    + ", as the table Approval Policy has it; POST …/escalate asks them");
        }
    }
}
