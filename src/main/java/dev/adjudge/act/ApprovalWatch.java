package dev.adjudge.act;

import dev.adjudge.act.ActionLife.Waiting;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.ActionAnswered;
import dev.adjudge.decision.ActionAnswered.Answer;
import dev.adjudge.decision.Approval.Otherwise;
import dev.adjudge.decision.ApprovalsDue;
import dev.adjudge.platform.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Nothing that is held hangs: its approver is reminded, somebody else asked, and at its deadline it ends as the table says. */
@Singleton
class ApprovalWatch {

    private static final Logger log = Logger.getLogger(ApprovalWatch.class);

    private final ActionLife life;
    private final Worker worker;
    private final AuditLog audit;
    private final Event<ActionAnswered> answered;
    private final Event<ApprovalsDue> due;
    private final Clock clock;

    ApprovalWatch(
            ActionLife life,
            Worker worker,
            AuditLog audit,
            Event<ActionAnswered> answered,
            Event<ApprovalsDue> due,
            Clock clock) {
        this.life = life;
        this.worker = worker;
        this.audit = audit;
        this.answered = answered;
        this.due = due;
        this.clock = clock;
    }

    @Scheduled(
            identity = "approvals",
            every = "{adjudge.act.approvals}",
            delayed = "5s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        boolean approved =
                each("action.approved", () -> life.endWaiting(Otherwise.APPROVE.word(), now), Answer.APPROVED);
        if (approved) {
            worker.wake();
        }
        each("action.expired", () -> life.endWaiting(Otherwise.REJECT.word(), now), Answer.EXPIRED);
        each("action.escalated", () -> asked(true, life.escalate(now)), null);
        each("action.reminded", () -> asked(false, life.remind(now)), null);
    }

    /** They are told in the transaction that notes it, so that nobody is noted as asked who was not. */
    private List<Waiting> asked(boolean escalated, List<Waiting> some) {
        some.stream()
                .collect(Collectors.groupingBy(Waiting::approver, Collectors.mapping(Waiting::id, Collectors.toList())))
                .forEach((approver, actions) -> due.fire(new ApprovalsDue(escalated, approver, actions)));
        return some;
    }

    private boolean each(String what, Supplier<List<Waiting>> step, @Nullable Answer answer) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Waiting> some = step.get();
            for (Waiting one : some) {
                if (answer != null) {
                    answered.fire(new ActionAnswered(
                            one.id(),
                            one.subject(),
                            one.kind(),
                            one.rule(),
                            one.decision(),
                            answer,
                            Caller.SERVICE.actor(),
                            Set.of(),
                            null,
                            clock.instant()));
                }
                log.infof("%s, action=%s subject=%s approver=%s", what, one.id(), one.subject(), one.approver());
            }
            audit.add(some.stream().map(one -> happening(what, one)).toList());
            return !some.isEmpty();
        });
    }

    private static Happening happening(String what, Waiting one) {
        return Happening.of(
                Caller.SERVICE,
                what,
                one.subject().kind() + ":" + one.subject(),
                Map.of("status", ActionStatus.HELD.word()),
                Map.of("action", one.id(), "kind", one.kind(), "approver", one.approver(), "deadline", one.deadline()),
                null);
    }
}
