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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A step that a person lets an action take: the action as it is, the step, and what the audit log says of it. */
@Singleton
class Steps {

    /** Stands where an action has no rule; and for the rule of what a person brings back, whose kill switch is not there to stop that. */
    static final String A_PERSON = "a person";

    private static final int LONGEST_COMMENT = 2_000;

    private final ActionLog log;
    private final ActionLife life;
    private final ActionDetails details;
    private final Switches switches;
    private final Worker worker;
    private final AuditLog audit;

    Steps(ActionLog log, ActionLife life, ActionDetails details, Switches switches, Worker worker, AuditLog audit) {
        this.log = log;
        this.life = life;
        this.details = details;
        this.switches = switches;
        this.worker = worker;
        this.audit = audit;
    }

    LoggedAction action(UUID id) {
        return log.find(id)
                .orElseThrow(() -> Problem.unknown("There is no action " + id + "; GET /api/actions lists them"));
    }

    static Subject subject(LoggedAction action) {
        return new Subject(
                action.subject().kind(),
                action.platform(),
                action.accountId(),
                action.subject().id());
    }

    Action read(LoggedAction action) {
        return details.read(action.kind(), life.details(action.id()));
    }

    void refuseWhileOff(LoggedAction action) {
        boolean undo = action.undoes() != null && action.approval() != null;
        refuseWhileOff(subject(action), undo ? A_PERSON : action.rule(), action.kind());
    }

    void refuseWhileOff(Subject subject, String rule, String kind) {
        Optional<KillSwitch> off = switches.covering(subject, rule, kind);
        off.ifPresent(found -> {
            throw Problem.conflict("The kill switch " + found.scope() + " is on (" + found.reason()
                    + "); turn it off first, or leave this as it is");
        });
    }

    static @Nullable String comment(@Nullable String comment) {
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

    /**
     * An answer, without space around its words.
     *
     * @throws Problem 422 when it can't be sent
     */
    static Action.Reply sendable(String text) {
        Action.Reply reply = new Action.Reply(text.strip());
        reply.problem().ifPresent(problem -> {
            throw Problem.wrong(problem, new FieldError("/reply", problem));
        });
        return reply;
    }

    /**
     * One transaction for the step and what the audit log says of it. Of two who take it at once, one does.
     *
     * @param more what the audit log is told beside what it always is
     * @param refusal what the other is told, of the action as it is now
     */
    LoggedAction step(
            LoggedAction before,
            Caller caller,
            String kind,
            @Nullable String comment,
            Map<String, Object> more,
            BooleanSupplier step,
            Function<LoggedAction, Problem> refusal) {
        QuarkusTransaction.requiringNew().run(() -> {
            if (!step.getAsBoolean()) {
                throw refusal.apply(action(before.id()));
            }
            tell(before, caller, kind, comment, more);
        });
        worker.wake();
        return action(before.id());
    }

    void tell(LoggedAction action, Caller caller, String kind, @Nullable String comment, Map<String, Object> more) {
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        was.put("status", action.status());
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("action", action.id());
        about.put("kind", action.kind());
        about.put("rule", action.rule());
        about.put("change", ActionDetails.lasting(action.kind(), action.after()));
        about.putAll(more);
        if (more.containsKey("mended")) {
            was.put("change", details.tree(life.details(action.id())));
        }
        audit.add(Happening.of(caller, kind, action.subject().kind() + ":" + subject(action), was, about, comment));
    }
}
