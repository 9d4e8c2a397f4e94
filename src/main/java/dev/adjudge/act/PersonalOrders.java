package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people want done with items by themselves, whatever rules say. It lives as any other action does. */
@Singleton
public class PersonalOrders {

    private final Steps steps;
    private final ActionLife life;
    private final ActionDetails details;
    private final LiveLook look;
    private final Worker worker;
    private final Clock clock;

    PersonalOrders(Steps steps, ActionLife life, ActionDetails details, LiveLook look, Worker worker, Clock clock) {
        this.steps = steps;
        this.life = life;
        this.details = details;
        this.look = look;
        this.worker = worker;
        this.clock = clock;
    }

    /**
     * What a person wants done.
     *
     * @param decision what was concluded of it before; null when nothing was
     */
    public record Wish(
            Subject subject,
            Action action,
            @Nullable UUID decision,
            @Nullable String comment) {}

    /**
     * Orders it.
     *
     * @param within done in the same transaction
     * @return the action, which is done next
     * @throws Problem 409 when a kill switch covers it, or the platform's value is neither its before nor its after; 422 for an answer
     *     that can't be sent
     */
    public LoggedAction order(Wish wish, Caller caller, Runnable within) {
        Action wanted = wish.action() instanceof Action.Reply reply ? Steps.sendable(reply.text()) : wish.action();
        String words = Steps.comment(wish.comment());
        steps.refuseWhileOff(wish.subject(), Steps.A_PERSON, wanted.kind());
        look.drift(wish.subject(), wanted).ifPresent(outcome -> {
            throw Problem.conflict("It can't be done as things are. " + outcome.detail());
        });
        UUID id = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            within.run();
            life.order(
                    id,
                    wish.subject(),
                    wanted.kind(),
                    details.write(wanted),
                    wish.decision(),
                    words == null ? "A person wanted it" : words,
                    caller.actor(),
                    clock.instant());
            steps.tell(steps.action(id), caller, "action.ordered", words, Map.of());
        });
        worker.wake();
        return steps.action(id);
    }
}
