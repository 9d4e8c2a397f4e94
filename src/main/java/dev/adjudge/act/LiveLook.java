package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Looks at what is there now for somebody who waits for the answer; what can't be looked at is told as a problem. */
@Singleton
class LiveLook {

    private final Attempt attempt;

    LiveLook(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Whether the outside is no longer what was decided on: neither before nor after. */
    Optional<Outcome> drift(Subject subject, Action action) {
        return looking(() -> attempt.drift(subject, action));
    }

    /** The value that the action would change; empty where nothing can be looked at. */
    Optional<Object> value(Subject subject, Action action) {
        return looking(() -> attempt.handler(subject, action).current(subject, action));
    }

    private interface Look<T> {
        T at() throws ActionFailed;
    }

    private static <T> T looking(Look<T> look) {
        try {
            return look.at();
        } catch (ActionFailed.Temporary e) {
            throw Problem.away(
                    "What is there now can't be looked at: " + e.getMessage() + "; try again",
                    e.retryAfter().orElse(Duration.ofSeconds(10)));
        } catch (ActionFailed e) {
            throw Problem.conflict("What is there now can't be looked at: " + e.getMessage());
        }
    }
}
