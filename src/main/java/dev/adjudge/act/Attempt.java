package dev.adjudge.act;

import dev.adjudge.act.Outcome.Result;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One try of one action: checked again, looked at, compared, done, confirmed. */
@Singleton
class Attempt {

    private static final Logger log = Logger.getLogger(Attempt.class);

    /** The first that can do it does: those of a higher priority stand before others. */
    private final List<ActionHandler> handlers;

    private final Switches switches;
    private final Clock clock;

    Attempt(@All List<ActionHandler> handlers, Switches switches, Clock clock) {
        this.handlers = handlers;
        this.switches = switches;
        this.clock = clock;
    }

    /**
     * @param rule whose kill switch stops it
     * @param tried whether an earlier try may have been sent, so that it may be done already though nobody heard of it
     * @param mayGoOn asked right before anything is changed outside: whether the action is still this worker's
     * @return empty when it is not
     */
    Optional<Outcome> make(Subject subject, String rule, Action action, boolean tried, BooleanSupplier mayGoOn)
            throws ActionFailed {
        Optional<Outcome> stopped = stopped(subject, rule, action, null);
        if (stopped.isPresent()) {
            return stopped;
        }
        ActionHandler handler = handler(subject, action);
        // That the same words stand there already says nothing as long as we did not try to write them.
        @Nullable Object live = action instanceof Action.Reply && !tried
                ? null
                : handler.current(subject, action).orElse(null);
        if (live != null && handler.same(action, live, action.after())) {
            return Optional.of(without(Result.ALREADY, "It was already " + text(live) + "; nothing was sent", live));
        }
        if (live != null && !unchanged(handler, action, live)) {
            return Optional.of(drifted(action, live));
        }
        if (!mayGoOn.getAsBoolean()) {
            return Optional.empty();
        }
        // Looking may have taken a minute; a switch that was turned on meanwhile still stops this.
        Optional<Outcome> stoppedSince = stopped(subject, rule, action, live);
        return stoppedSince.isPresent() ? stoppedSince : Optional.of(execute(handler, subject, action, live));
    }

    private Optional<Outcome> stopped(Subject subject, String rule, Action action, @Nullable Object live) {
        return switches.covering(subject, rule, action.kind())
                .map(off ->
                        without(Result.SUPPRESSED, "The kill switch " + off.scope() + " is on: " + off.reason(), live));
    }

    private Outcome execute(ActionHandler handler, Subject subject, Action action, @Nullable Object live)
            throws ActionFailed {
        ActionHandler.Effect effect = handler.execute(subject, action);
        @Nullable Object now = live == null ? null : confirmed(handler, subject, action);
        if (now != null && !handler.same(action, now, action.after())) {
            throw new ActionFailed.Temporary(
                    subject.platform() + " took " + effect.request() + " but still shows " + text(now) + " instead of "
                            + text(action.after()),
                    null,
                    null);
        }
        return new Outcome(
                Result.DONE,
                live == null ? "Sent" : "Changed from " + text(live) + " to " + text(action.after()),
                clock.instant(),
                live,
                effect.request(),
                effect.answer(),
                now);
    }

    /** The platform took the change; that it can't be looked at now makes it no less done. */
    private static @Nullable Object confirmed(ActionHandler handler, Subject subject, Action action) {
        try {
            return handler.current(subject, action).orElse(null);
        } catch (ActionFailed e) {
            log.warnf("Action done but not confirmed, subject=%s why=%s", subject, e.getMessage());
            return null;
        }
    }

    private static boolean unchanged(ActionHandler handler, Action action, Object live) {
        Object before = action.before();
        return before != null && handler.same(action, live, before);
    }

    private Outcome without(Result result, String detail, @Nullable Object live) {
        return Outcome.without(result, detail, clock.instant(), live);
    }

    /** The one that does such actions on such a platform. */
    ActionHandler handler(Subject subject, Action action) throws ActionFailed.Permanent {
        return handlers.stream()
                .filter(h -> h.handles(subject.platform(), action.kind()))
                .findFirst()
                .orElseThrow(() -> new ActionFailed.Permanent(
                        "Nothing here can do '" + action.kind() + "' on " + subject.platform(), null));
    }

    /** Whether the outside is no longer what was decided on: neither before nor after. Nothing is sent. */
    Optional<Outcome> drift(Subject subject, Action action) throws ActionFailed {
        ActionHandler handler = handler(subject, action);
        Object live = handler.current(subject, action).orElse(null);
        return live == null || handler.same(action, live, action.after()) || unchanged(handler, action, live)
                ? Optional.empty()
                : Optional.of(drifted(action, live));
    }

    private Outcome drifted(Action action, Object live) {
        return without(
                Result.DRIFTED,
                "It was " + text(action.before()) + " when this was decided and is " + text(live)
                        + " now; nothing was sent. A new run decides on what is there",
                live);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof BigDecimal amount) {
            return amount.stripTrailingZeros().toPlainString();
        }
        return value == null ? "unknown" : value.toString();
    }
}
