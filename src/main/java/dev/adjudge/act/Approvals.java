package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionAnswered;
import dev.adjudge.decision.ActionAnswered.Answer;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What people do to actions: say yes or no to what is held, bring back what was done. */
@Singleton
public class Approvals {

    private static final String WRITTEN = "id=";

    private final Steps steps;
    private final ActionLife life;
    private final ActionDetails details;
    private final LiveLook look;
    private final Returns returns;
    private final Worker worker;
    private final Event<ActionAnswered> answered;
    private final Clock clock;

    Approvals(
            Steps steps,
            ActionLife life,
            ActionDetails details,
            LiveLook look,
            Returns returns,
            Worker worker,
            Event<ActionAnswered> answered,
            Clock clock) {
        this.steps = steps;
        this.life = life;
        this.details = details;
        this.look = look;
        this.returns = returns;
        this.worker = worker;
        this.answered = answered;
        this.clock = clock;
    }

    /**
     * Lets a held action be done.
     *
     * @param roles of the caller
     * @throws Problem 403 when somebody else is to say yes; 409 when it is held no more, is covered by a kill switch, or the platform's
     *     value is no longer the one that was decided on
     */
    public LoggedAction approve(UUID id, @Nullable String comment, Caller caller, Set<String> roles) {
        return approve(id, new Yes(comment, null), caller, roles, () -> {});
    }

    /**
     * A yes.
     *
     * @param reply what is to be answered instead of what was suggested; null to leave it
     */
    public record Yes(@Nullable String comment, @Nullable String reply) {}

    /**
     * As {@link #approve(UUID, String, Caller, Set)}, of an answer with other words.
     *
     * @param within done in the same transaction
     * @throws Problem 422 for an answer that can't be sent
     */
    public LoggedAction approve(UUID id, Yes yes, Caller caller, Set<String> roles, Runnable within) {
        LoggedAction held = held(id, caller, roles);
        String words = Steps.comment(yes.comment());
        Optional<Action> reworded = reworded(held, yes.reply());
        if (held.approval() != null && caller.actor().equals(held.approval().mendedBy())) {
            throw Problem.forbidden(
                    "You mended action " + id + ", and somebody else says yes to it; you may reject it");
        }
        steps.refuseWhileOff(held);
        Optional<Outcome> drift = look.drift(Steps.subject(held), steps.read(held));
        if (drift.isPresent()) {
            step(held, caller, "action.drifted", drift.get().detail(), () -> life.drifted(id, drift.get()));
            throw Problem.conflict(
                    "Action " + id + " is refused as drifted. " + drift.get().detail());
        }
        steps.refuseWhileOff(held); // looking may have taken longer than a switch may
        return step(held, caller, "action.approved", words, () -> {
            answered.fire(answer(held, Answer.APPROVED, caller, roles, words));
            within.run();
            return reworded.stream().allMatch(reply -> life.reword(id, details.write(reply)))
                    && life.approve(id, caller.actor(), words, clock.instant());
        });
    }

    /** Ends a held action undone; says why. */
    public LoggedAction reject(UUID id, @Nullable String comment, Caller caller, Set<String> roles) {
        return reject(id, comment, caller, roles, () -> {});
    }

    /**
     * As {@link #reject(UUID, String, Caller, Set)}.
     *
     * @param within done in the same transaction
     */
    public LoggedAction reject(UUID id, @Nullable String comment, Caller caller, Set<String> roles, Runnable within) {
        LoggedAction held = held(id, caller, roles);
        String words = Steps.comment(comment);
        if (words == null) {
            throw Problem.wrong(
                    "A rejection says why, so that the rule's owner can learn from it",
                    new FieldError("/comment", "is missing or empty"));
        }
        return step(held, caller, "action.rejected", words, () -> {
            answered.fire(answer(held, Answer.REJECTED, caller, roles, words));
            within.run();
            return life.reject(id, caller.actor(), words, clock.instant());
        });
    }

    /** Empty when the action stays as it is. An answer without words, or with some left open, is not sent. */
    private Optional<Action> reworded(LoggedAction held, @Nullable String reply) {
        Action action = steps.read(held);
        if (action instanceof Action.Reply suggested) {
            Action.Reply words = Steps.sendable(reply == null ? suggested.text() : reply);
            return words.equals(suggested) ? Optional.empty() : Optional.of(words);
        }
        if (reply != null) {
            String detail = "is only for an answer, and action " + held.id() + " is a " + held.kind();
            throw Problem.wrong("reply " + detail, new FieldError("/reply", detail));
        }
        return Optional.empty();
    }

    private ActionAnswered answer(
            LoggedAction held, Answer answer, Caller caller, Set<String> roles, @Nullable String comment) {
        return new ActionAnswered(
                held.id(),
                Steps.subject(held),
                held.kind(),
                held.rule(),
                held.decisionId(),
                answer,
                caller.actor(),
                roles,
                comment,
                clock.instant());
    }

    /**
     * Brings back what a done action changed, by a new action.
     *
     * @return the new one
     * @throws Problem 409 when it is not done, can't be undone, a kill switch covers what brings it back, or the platform's value is no
     *     longer what it set
     */
    public LoggedAction undo(UUID id, @Nullable String comment, Caller caller) {
        LoggedAction done = steps.action(id);
        String words = Steps.comment(comment);
        if (!done.status().equals(ActionStatus.DONE.word())) {
            throw Problem.conflict("Action " + id + " is " + done.status() + "; only what is done can be undone");
        }
        if (already(done) && !life.tried(id)) {
            throw Problem.conflict(
                    "Action " + id + " found what it wanted as it was: somebody else did it, and brings it back");
        }
        Action back = back(steps.read(done), done)
                .orElseThrow(() -> Problem.conflict("Action " + id + " is a " + done.kind()
                        + (done.before() == null ? " of a value that nobody knew" : "") + ", and can't be undone"));
        steps.refuseWhileOff(Steps.subject(done), Steps.A_PERSON, back.kind());
        look.drift(Steps.subject(done), back).ifPresent(outcome -> {
            throw Problem.conflict(
                    "Undoing action " + id + " is refused as drifted: somebody changed it since. " + outcome.detail());
        });
        steps.refuseWhileOff(Steps.subject(done), Steps.A_PERSON, back.kind());
        String reason = "Undoes action " + id + (words == null ? "" : ": " + words);
        UUID undo = QuarkusTransaction.requiringNew().call(() -> {
            UUID begun = life.undo(id, back.kind(), details.write(back), reason, caller.actor(), words, clock.instant())
                    .orElseThrow(() -> Problem.conflict("Action " + id + " is being undone already"));
            returns.undoneBy(id, caller);
            steps.tell(done, caller, "action.undo", words, Map.of("undo", begun));
            return begun;
        });
        worker.wake();
        return steps.action(undo);
    }

    private LoggedAction held(UUID id, Caller caller, Set<String> roles) {
        LoggedAction action = steps.action(id);
        if (!action.status().equals(ActionStatus.HELD.word())) {
            throw ended(action);
        }
        LoggedAction.Approval approval = action.approval();
        String approver = approval == null ? null : approval.approver();
        String escalatedTo = approval == null ? null : approval.escalatedTo();
        if (!isMeant(approver, caller, roles) && !isMeant(escalatedTo, caller, roles)) {
            throw Problem.forbidden("Action " + id + " waits for " + approver
                    + (escalatedTo == null ? "" : " or " + escalatedTo) + ", as '"
                    + (approval == null ? "" : approval.rule()) + "' wants it; ask them");
        }
        return action;
    }

    private static boolean isMeant(@Nullable String approver, Caller caller, Set<String> roles) {
        return approver != null && (roles.contains(approver) || approver.equals(caller.actor()));
    }

    private static Problem ended(LoggedAction action) {
        LoggedAction.Approval approval = action.approval();
        String by = approval == null || approval.decidedBy() == null ? "" : " by " + approval.decidedBy();
        return Problem.conflict(
                "Action " + action.id() + " is " + action.status() + by + "; only what is held is decided");
    }

    private static boolean already(LoggedAction done) {
        return done.outcome() != null && done.outcome().path("result").asText().equals(Outcome.Result.ALREADY.word());
    }

    private static Optional<Action> back(Action done, LoggedAction logged) {
        if (done instanceof Action.Pause) {
            return Optional.of(new Action.Resume("paused"));
        }
        if (done instanceof Action.Resume) {
            return Optional.of(new Action.Pause("active"));
        }
        if (done instanceof Action.Hide) {
            return Optional.of(new Action.Unhide(Action.HIDDEN));
        }
        if (done instanceof Action.Unhide) {
            return Optional.of(new Action.Hide(Action.VISIBLE));
        }
        if (done instanceof Action.Reply reply) {
            return Optional.of(new Action.DeleteReply(reply.text(), written(logged)));
        }
        return done instanceof Action.ChangeBudget change && change.before() != null
                ? Optional.of(new Action.ChangeBudget(change.after(), change.before(), change.currency()))
                : Optional.empty();
    }

    /** What the platform called our answer when it was written. */
    private static @Nullable String written(LoggedAction reply) {
        String answer =
                reply.outcome() == null ? "" : reply.outcome().path("answer").asText();
        return answer.startsWith(WRITTEN) ? answer.substring(WRITTEN.length()) : null;
    }

    private LoggedAction step(
            LoggedAction held, Caller caller, String kind, @Nullable String comment, BooleanSupplier step) {
        return steps.step(held, caller, kind, comment, Map.of(), step, Approvals::ended);
    }
}
