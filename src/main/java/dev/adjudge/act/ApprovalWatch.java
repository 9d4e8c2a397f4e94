package dev.adjudge.act;

import dev.adjudge.act.ActionLife.Waiting;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Approval.Otherwise;
import dev.adjudge.platform.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Nothing that is held hangs: its approver is reminded, somebody else asked, and at its deadline it ends as the table says. */
@Singleton
class ApprovalWatch {

    private static final Logger log = Logger.getLogger(ApprovalWatch.class);

    private final ActionLife life;
    private final Worker worker;
    private final AuditLog audit;
    private final Clock clock;

    ApprovalWatch(ActionLife life, Worker worker, AuditLog audit, Clock clock) {
        this.life = life;
        this.worker = worker;
        this.audit = audit;
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
        boolean approved = each("action.approved", () -> life.endWaiting(Otherwise.APPROVE.word(), now));
        each("action.expired", () -> life.endWaiting(Otherwise.REJECT.word(), now));
        each("action.escalated", () -> life.escalate(now));
        each("action.reminded", () -> life.remind(now));
        if (approved) {
            worker.wake();
        }
    }

    private boolean each(String what, Supplier<List<Waiting>> step) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Waiting> some = step.get();
            for (Waiting one : some) {
                audit.add(Happening.of(
                        Caller.SERVICE,
                        what,
                        one.subject().kind() + ":" + one.subject(),
                        Map.of("status", ActionStatus.HELD.word()),
                        Map.of(
                                "action",
                                one.id(),
                                "kind",
                                one.kind(),
                                "approver",
                                one.approver(),
                                "deadline",
                                one.deadline()),
                        null));
                log.infof("%s, action=%s subject=%s approver=%s", what, one.id(), one.subject(), one.approver());
            }
            return !some.isEmpty();
        });
    }
}
