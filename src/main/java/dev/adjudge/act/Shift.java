package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.ActionLife.Begun;
import dev.adjudge.act.Outcome.Result;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.ActionEnded;
import dev.adjudge.platform.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Takes a batch of due actions and does them, one after the other, each under its own lease. */
@Singleton
class Shift {

    private static final Logger log = Logger.getLogger(Shift.class);

    private final ActionLife queue;
    private final Attempt attempt;
    private final ActionDetails details;
    private final ActSettings settings;
    private final Clock clock;
    private final Event<ActionEnded> ended;
    private final Returns returns;
    private final AuditLog audit;
    private final MeterRegistry metrics;
    private final Set<Taken> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Shift(
            ActionLife queue,
            Attempt attempt,
            ActionDetails details,
            ActSettings settings,
            Clock clock,
            Event<ActionEnded> ended,
            Returns returns,
            AuditLog audit,
            MeterRegistry metrics) {
        this.queue = queue;
        this.attempt = attempt;
        this.details = details;
        this.settings = settings;
        this.clock = clock;
        this.ended = ended;
        this.returns = returns;
        this.audit = audit;
        this.metrics = metrics;
    }

    /**
     * Says how many actions there were.
     *
     * @param more called when there may be more than it took
     */
    int work(Runnable more) {
        if (over) {
            return 0;
        }
        Instant now = clock.instant();
        List<Taken> batch = QuarkusTransaction.requiringNew()
                .call(() -> queue.take(settings.batch(), now, now.plus(settings.lease())));
        waiting.addAll(batch);
        if (over) {
            giveBack();
        }
        if (batch.size() == settings.batch()) {
            more.run();
        }
        for (Taken taken : batch) {
            if (waiting.remove(taken)) {
                work(taken);
            }
        }
        return batch.size();
    }

    /** A service that stops begins nothing more; nobody must wait for the end of a lease that nobody uses. */
    void end(@Observes ShutdownEvent stop) {
        over = true;
        giveBack();
    }

    private void giveBack() {
        Instant now = clock.instant();
        for (Taken taken : List.copyOf(waiting)) {
            try {
                if (waiting.remove(taken) && queue.giveBack(taken, now)) {
                    log.infof("Action given back, the service is stopping, action=%s", taken.id());
                }
            } catch (RuntimeException e) {
                log.warnf(e, "Action not given back, it is free when its lease ends, action=%s", taken.id());
            }
        }
    }

    /** What is not recorded here, because the database failed, is found again when the lease runs out. */
    private void work(Taken taken) {
        try {
            Instant now = clock.instant();
            Optional<Begun> begun = queue.begin(taken, now, now.plus(settings.lease()));
            if (begun.isEmpty()) {
                log.warnf("Lease lost, another worker has the action, action=%s", taken.id());
                return;
            }
            Optional<Outcome> outcome = begun.get().outdated()
                    ? Optional.of(without(Result.DRIFTED, "Its author wrote another text since; nothing was sent"))
                    : attempt(taken, begun.get().attempts());
            outcome.ifPresent(end -> finish(taken, end));
        } catch (RuntimeException e) {
            log.errorf(e, "Action left for a later look, action=%s subject=%s", taken.id(), taken.subject());
        }
    }

    /** Empty when the action goes on later, here or with another worker. */
    private Optional<Outcome> attempt(Taken taken, int attempts) {
        try {
            Action action = details.read(taken.kind(), taken.details());
            return attempt.make(taken.subject(), taken.stoppedWith(), action, taken.tried(), () -> keep(taken))
                    .map(outcome -> Returns.ours(taken, outcome));
        } catch (ActionFailed e) {
            String why = String.valueOf(e.getMessage());
            if (!(e instanceof ActionFailed.Temporary trouble)) {
                queue.keptBack(taken);
                return Optional.of(without(Result.FAILED, why));
            }
            if (trouble.keptBack()) {
                queue.keptBack(taken);
            }
            return failed(taken, attempts, why, trouble.retryAfter());
        } catch (RuntimeException e) {
            log.errorf(e, "Action could not be done, action=%s subject=%s", taken.id(), taken.subject());
            return failed(taken, attempts, e.getClass().getSimpleName() + ": " + e.getMessage(), Optional.empty());
        }
    }

    private boolean keep(Taken taken) {
        Instant now = clock.instant();
        boolean ours = queue.send(taken, now, now.plus(settings.lease()));
        if (!ours) {
            log.warnf("Lease lost, another worker has the action, action=%s", taken.id());
        }
        return ours;
    }

    /** A platform that wants to be left alone is waited for, however long it takes. */
    private Optional<Outcome> failed(Taken taken, int attempts, String why, Optional<Duration> retryAfter) {
        if (retryAfter.isEmpty() && attempts >= settings.attempts()) {
            return Optional.of(without(Result.DEAD, "Given up after " + attempts + " tries; the last: " + why));
        }
        Duration wait =
                Backoff.of(settings.firstRetry(), settings.longestRetry()).after(attempts, retryAfter);
        Instant next = clock.instant().plus(wait);
        int counted = retryAfter.isPresent() ? attempts - 1 : attempts;
        queue.putBack(taken, without(Result.RETRYING, why), counted, next);
        count(taken, Result.RETRYING);
        log.warnf(
                "Action failed and is tried again, action=%s subject=%s attempt=%d next=%s",
                taken.id(), taken.subject(), attempts, next);
        return Optional.empty();
    }

    /** The end and what follows from it are one transaction. */
    private void finish(Taken taken, Outcome outcome) {
        boolean recorded = QuarkusTransaction.requiringNew().call(() -> {
            boolean ours = queue.finish(taken, outcome);
            if (ours) {
                returns.ended(taken, outcome);
                boolean happened = outcome.result().status() == ActionStatus.DONE;
                if (happened) {
                    queue.undone(taken.id());
                }
                read(taken)
                        .ifPresent(action -> ended.fire(new ActionEnded(
                                taken.id(), taken.subject(), action, happened, outcome.detail(), outcome.at())));
                audit.add(happening(taken, outcome));
            }
            return ours;
        });
        if (recorded) {
            count(taken, outcome.result());
            log.infof(
                    "Action ended, action=%s kind=%s subject=%s rule=%s result=%s",
                    taken.id(),
                    taken.kind(),
                    taken.subject(),
                    taken.rule(),
                    outcome.result().word());
        }
    }

    /** Empty for one that can't be read, which was never done: that must not keep it from its end. */
    private Optional<Action> read(Taken taken) {
        try {
            return Optional.of(details.read(taken.kind(), taken.details()));
        } catch (RuntimeException e) {
            log.warnf(e, "Action can't be read, action=%s", taken.id());
            return Optional.empty();
        }
    }

    private Happening happening(Taken taken, Outcome outcome) {
        JsonNode change = details.lastingTree(taken.kind(), taken.details());
        return Happening.of(
                Caller.SERVICE,
                "action." + outcome.result().word(),
                taken.subject().kind() + ":" + taken.subject(),
                change.get("before"),
                Map.of("action", taken.id(), "kind", taken.kind(), "change", change, "outcome", outcome),
                taken.rule());
    }

    private void count(Taken taken, Result result) {
        metrics.counter(
                        "actions.taken",
                        "platform",
                        taken.subject().platform(),
                        "kind",
                        taken.kind(),
                        "outcome",
                        result.word())
                .increment();
    }

    private Outcome without(Result result, String detail) {
        return Outcome.without(result, detail, clock.instant(), null);
    }
}
