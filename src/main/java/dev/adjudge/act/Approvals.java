package dev.adjudge.act;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.KillSwitch;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What people do to actions: say yes or no to what is held, bring back what was done, try again what was given up. */
@Singleton
public class Approvals {

    private static final int LONGEST_COMMENT = 2_000;

    private final ActionLog log;
    private final ActionLife life;
    private final ActionDetails details;
    private final Attempt attempt;
    private final Switches switches;
    private final Worker worker;
    private final AuditLog audit;
    private final Clock clock;

    Approvals(
            ActionLog log,
            ActionLife life,
            ActionDetails details,
            Attempt attempt,
            Switches switches,
            Worker worker,
            AuditLog audit,
            Clock clock) {
        this.log = log;
        this.life = life;
        this.details = details;
        this.attempt = attempt;
        this.switches = switches;
        this.worker = worker;
        this.audit = audit;
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
        LoggedAction held = held(id, caller, roles);
        String words = comment(comment);
        refuseWhileOff(held);
        Optional<Outcome> drift = drift(held);
        if (drift.isPresent()) {
            step(held, caller, "action.drifted", drift.get().detail(), () -> life.drifted(id, drift.get()));
            throw Problem.conflict(
                    "Action " + id + " is refused as drifted. " + drift.get().detail());
        }
        return step(
                held, caller, "action.approved", words, () -> life.approve(id, caller.actor(), words, clock.instant()));
    }

    /** Ends a held action undone; says why. */
    public LoggedAction reject(UUID id, @Nullable String comment, Caller caller, Set<String> roles) {
        LoggedAction held = held(id, caller, roles);
        String words = comment(comment);
        if (words == null) {
            throw Problem.wrong(
                    "A rejection says why, so that the rule's owner can learn from it",
                    new FieldError("/comment", "is missing or empty"));
        }
        return step(
                held, caller, "action.rejected", words, () -> life.reject(id, caller.actor(), words, clock.instant()));
    }

    /**
     * Brings back what a done action changed, by a new action.
     *
     * @return the new one
     * @throws Problem 409 when it is not done, can't be undone, or the platform's value is no longer what it set
     */
    public LoggedAction undo(UUID id, @Nullable String comment, Caller caller) {
        LoggedAction done = action(id);
        String words = comment(comment);
        if (!done.status().equals(ActionStatus.DONE.word())) {
            throw Problem.conflict("Action " + id + " is " + done.status() + "; only what is done can be undone");
        }
        Action back = back(read(done))
                .orElseThrow(() -> Problem.conflict("Action " + id + " is a " + done.kind()
                        + (done.before() == null ? " of a value that nobody knew" : "") + ", and can't be undone"));
        refuseWhileOff(done);
        drift(subject(done), back).ifPresent(outcome -> {
            throw Problem.conflict(
                    "Undoing action " + id + " is refused as drifted: somebody changed it since. " + outcome.detail());
        });
        String reason = "Undoes action " + id + (words == null ? "" : ": " + words);
        UUID undo = QuarkusTransaction.requiringNew().call(() -> {
            UUID begun = life.undo(id, back.kind(), details.write(back), reason, caller.actor(), words, clock.instant())
                    .orElseThrow(() -> Problem.conflict("Action " + id + " is being undone already"));
            tell(done, caller, "action.undo", words, Map.of("undo", begun));
            return begun;
        });
        worker.wake();
        return action(undo);
    }

    /** Tries again what was given up or refused, as if it had never been tried; it is looked at and compared anew. */
    public LoggedAction retry(UUID id, @Nullable String comment, Caller caller) {
        LoggedAction given = action(id);
        String words = comment(comment);
        if (!Set.of(ActionStatus.DEAD.word(), ActionStatus.FAILED.word()).contains(given.status())) {
            throw Problem.conflict(
                    "Action " + id + " is " + given.status() + "; only what is dead or failed can be tried again");
        }
        return step(given, caller, "action.retried", words, () -> life.retry(id, clock.instant()));
    }

    private LoggedAction held(UUID id, Caller caller, Set<String> roles) {
        LoggedAction action = action(id);
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

    private void refuseWhileOff(LoggedAction action) {
        Optional<KillSwitch> off = switches.covering(subject(action), action.rule(), action.kind());
        off.ifPresent(found -> {
            throw Problem.conflict("The kill switch " + found.scope() + " is on (" + found.reason()
                    + "); turn it off first, or leave this as it is");
        });
    }

    private Optional<Outcome> drift(LoggedAction action) {
        return drift(subject(action), read(action));
    }

    private Optional<Outcome> drift(Subject subject, Action action) {
        try {
            return attempt.drift(subject, action);
        } catch (ActionFailed.Temporary e) {
            throw Problem.busy(
                    "What is there now can't be looked at: " + e.getMessage() + "; try again",
                    e.retryAfter().orElse(Duration.ofSeconds(10)));
        } catch (ActionFailed e) {
            throw Problem.conflict("What is there now can't be looked at: " + e.getMessage());
        }
    }

    private static Optional<Action> back(Action done) {
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
            return Optional.of(new Action.DeleteReply(reply.text()));
        }
        return done instanceof Action.ChangeBudget change && change.before() != null
                ? Optional.of(new Action.ChangeBudget(change.after(), change.before(), change.currency()))
                : Optional.empty();
    }

    /** One transaction for the step and what the audit log says of it. Of two who take it at once, one does. */
    private LoggedAction step(
            LoggedAction before, Caller caller, String kind, @Nullable String comment, BooleanSupplier step) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!step.getAsBoolean()) {
                throw ended(action(before.id()));
            }
            tell(before, caller, kind, comment, Map.of());
        });
        worker.wake();
        return action(before.id());
    }

    private void tell(
            LoggedAction action, Caller caller, String kind, @Nullable String comment, Map<String, Object> more) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("action", action.id());
        about.put("kind", action.kind());
        about.put("rule", action.rule());
        about.put("change", action.after());
        about.putAll(more);
        audit.add(Happening.of(
                caller,
                kind,
                action.subject().kind() + ":" + subject(action),
                Map.of("status", action.status()),
                about,
                comment));
    }

    private LoggedAction action(UUID id) {
        return log.find(id)
                .orElseThrow(() -> Problem.unknown("There is no action " + id + "; GET /api/actions lists them"));
    }

    private static Subject subject(LoggedAction action) {
        return new Subject(
                action.subject().kind(),
                action.platform(),
                action.accountId(),
                action.subject().id());
    }

    private Action read(LoggedAction action) {
        return details.read(action.kind(), life.details(action.id()));
    }

    private static @Nullable String comment(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return null;
        }
        if (comment.length() > LONGEST_COMMENT || comment.indexOf(0) >= 0) {
            String detail = "A comment has at most " + LONGEST_COMMENT + " characters, without NUL; this has "
                    + comment.length();
            throw Problem.wrong(detail, new FieldError("/comment", detail));
        }
        return comment.strip();
    }
}
