package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.Outcome.Result;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.BudgetRange;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was given up or refused: a person reads what happened, mends it where it takes that, and lets it be tried again. */
@Singleton
public class DeadLetters {

    private static final Set<String> GIVEN_UP = Set.of(ActionStatus.DEAD.word(), ActionStatus.FAILED.word());
    private static final Set<String> OF_WHAT_IS_THERE =
            Set.of("pause", "resume", "change_budget", "hide", "unhide", "delete");
    private static final String LIVE = "live";

    private final Steps steps;
    private final ActionLife life;
    private final ActionDetails details;
    private final LiveLook look;
    private final Terms terms;
    private final Clock clock;

    DeadLetters(Steps steps, ActionLife life, ActionDetails details, LiveLook look, Terms terms, Clock clock) {
        this.steps = steps;
        this.life = life;
        this.details = details;
        this.look = look;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * What a person makes of it.
     *
     * @param comment at most 2,000 characters
     * @param after another daily budget, a number; null to leave it
     * @param before {@code live}: what is there now; null to leave what the rules saw
     */
    public record Mending(
            @Nullable String comment,
            @Nullable JsonNode after,
            @Nullable String before) {

        public static final Mending NONE = new Mending(null, null, null);
    }

    /**
     * Lets it be tried again, as if it had never been tried; it is looked at and compared anew. What is another change after the mending
     * is held for somebody else, and what nobody said yes to is held again.
     *
     * @throws Problem 409 when it is neither dead nor failed, is covered by a kill switch, or there is nothing left to do; 422 for a
     *     mending that makes no sense of it, or goes beyond the limits
     */
    public LoggedAction retry(UUID id, Mending mending, Caller caller) {
        LoggedAction given = steps.action(id);
        String words = Steps.comment(mending.comment());
        Action before = steps.read(given);
        refuseSenseless(mending, before);
        if (!GIVEN_UP.contains(given.status())) {
            throw refusal(given);
        }
        steps.refuseWhileOff(given);
        Subject subject = Steps.subject(given);
        Action mended = mended(mending, subject, before);
        String who = "by " + caller.actor() + (words == null ? "" : ": " + words);
        if (same(before, mended) && !waitsForYes(given)) {
            Outcome said = Outcome.without(Result.RETRIED, "Tried again " + who, clock.instant(), null);
            return steps.step(
                    given, caller, "action.retried", words, Map.of(), () -> life.retry(id, said), DeadLetters::refusal);
        }
        Approval approval = terms.approval(subject, mended);
        Map<String, Object> told =
                new HashMap<>(Map.of("approver", approval.approver(), "approvalRule", approval.rule()));
        if (same(before, mended)) {
            Outcome said = Outcome.without(
                    Result.RETRIED, "Held again, for nobody had said yes to it, " + who, clock.instant(), null);
            return steps.step(
                    given,
                    caller,
                    "action.retried",
                    words,
                    told,
                    () -> life.hold(id, null, approval, null, said),
                    DeadLetters::refusal);
        }
        Outcome said = Outcome.without(
                Result.MENDED,
                "Mended from " + change(before) + " to " + change(mended) + " " + who,
                clock.instant(),
                null);
        String written = details.write(mended);
        told.put("mended", details.tree(written));
        return steps.step(
                given,
                caller,
                "action.mended",
                words,
                told,
                () -> life.hold(id, written, approval, caller.actor(), said),
                DeadLetters::refusal);
    }

    private static boolean waitsForYes(LoggedAction action) {
        LoggedAction.Approval approval = action.approval();
        return approval != null && approval.approver() != null && approval.decidedBy() == null;
    }

    private static Problem refusal(LoggedAction action) {
        return Problem.conflict(
                GIVEN_UP.contains(action.status())
                        ? "Action " + action.id() + " undoes " + action.undoes()
                                + ", which another action undoes, or has undone, meanwhile; nothing is left to do"
                        : "Action " + action.id() + " is " + action.status()
                                + "; only what is dead or failed can be tried again");
    }

    private static void refuseSenseless(Mending mending, Action action) {
        JsonNode after = given(mending.after());
        if (after != null && !(action instanceof Action.ChangeBudget)) {
            throw wrong(
                    "/after",
                    "only a budget can be mended, and this is a " + action.kind()
                            + ", which sets what it always sets; leave it out");
        }
        if (after != null && !after.isNumber()) {
            throw wrong("/after", "is " + after + "; it must be a number, the new daily budget");
        }
        String before = mending.before();
        if (before != null && !before.equals(LIVE)) {
            throw wrong(
                    "/before",
                    "is \"" + shortened(before) + "\"; it can only be \"live\", for what is there now, or left out");
        }
        if (before != null && !OF_WHAT_IS_THERE.contains(action.kind())) {
            throw wrong("/before", "a " + action.kind() + " changes nothing that was there before; leave it out");
        }
    }

    private Action mended(Mending mending, Subject subject, Action action) {
        Object live = mending.before() == null
                ? null
                : look.value(subject, action)
                        .orElseThrow(
                                () -> Problem.conflict("Nothing is there now that could be taken for what it was"));
        JsonNode given = given(mending.after());
        Action mended = with(action, live, given == null ? null : given.decimalValue());
        if (mended instanceof Action.ChangeBudget change && !same(action, mended)) {
            refuseBeyond(terms.budget(subject, change.currency()), change);
        }
        if (live != null && equal(live, mended.after())) {
            throw Problem.conflict("It is " + live + " already; nothing is left to do");
        }
        return mended;
    }

    private static Action with(Action action, @Nullable Object live, @Nullable BigDecimal after) {
        if (action instanceof Action.ChangeBudget change) {
            return new Action.ChangeBudget(
                    live instanceof BigDecimal amount ? amount : change.before(),
                    after == null ? change.after() : after,
                    change.currency());
        }
        if (live == null) {
            return action;
        }
        String before = String.valueOf(live);
        return switch (action.kind()) {
            case "pause" -> new Action.Pause(before, ((Action.Pause) action).until());
            case "resume" -> new Action.Resume(before);
            case "hide" -> new Action.Hide(before);
            case "unhide" -> new Action.Unhide(before);
            case "delete" -> new Action.Delete(before);
            default -> action;
        };
    }

    private static void refuseBeyond(BudgetRange range, Action.ChangeBudget change) {
        BigDecimal after = change.after();
        if (after.compareTo(range.least()) < 0 || after.compareTo(range.most()) > 0) {
            throw wrong(
                    "/after",
                    "a daily budget of " + after + " " + change.currency()
                            + " is beyond the limits of the live release, " + range.least() + " to " + range.most());
        }
        if (after.stripTrailingZeros().scale() > range.decimals()) {
            throw wrong("/after", after + " has more decimals than " + change.currency() + " has, " + range.decimals());
        }
    }

    /** Whether it is the same change. */
    private static boolean same(Action one, Action other) {
        return equal(one.before(), other.before()) && equal(one.after(), other.after());
    }

    private static boolean equal(@Nullable Object one, @Nullable Object other) {
        return one instanceof BigDecimal amount && other instanceof BigDecimal another
                ? amount.compareTo(another) == 0
                : Objects.equals(one, other);
    }

    private static String change(Action action) {
        return action.before() + " → " + action.after();
    }

    private static @Nullable JsonNode given(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static Problem wrong(String pointer, String detail) {
        return Problem.wrong(pointer.substring(1) + ": " + detail, new FieldError(pointer, detail));
    }
}
