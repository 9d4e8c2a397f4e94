package dev.adjudge.platform.security;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/** What the policy refuses to somebody who is signed in, as a problem. */
final class Refusals {

    private static final int FIRST = -1_000_000;

    void handle(@Observes Router router) {
        router.route().order(FIRST).failureHandler(Refusals::explain);
    }

    private static void explain(RoutingContext call) {
        if (call.failure() instanceof ForbiddenException) {
            ProblemAnswer.send(
                    call,
                    Problem.forbidden("Your roles don't allow " + call.request().method() + " on "
                            + call.request().path() + "; ask an admin for one that does"));
        } else {
            call.next();
        }
    }
}
