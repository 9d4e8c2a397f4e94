package dev.adjudge.platform.limits;

import dev.adjudge.platform.GzipBody;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses bodies that are too large for their path: before they are read, or as soon as they are. */
@ApplicationScoped
class RequestSizes {

    /** Behind the framework's own limit, which is the same for all paths. */
    private static final int AFTER_THE_GENERAL_LIMIT = 100;

    private final ByPath<MemorySize> limits;

    RequestSizes(LimitSettings settings) {
        limits = new ByPath<>("adjudge.limits.body", settings.body());
    }

    void limit(@Observes Filters filters) {
        filters.register(this::check, AFTER_THE_GENERAL_LIMIT);
    }

    private void check(RoutingContext call) {
        long most = limits.of(call.normalizedPath()).getValue().asLongValue();
        call.put(GzipBody.MOST_BYTES, most);
        String length = call.request().getHeader("Content-Length");
        if (length == null) {
            call.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
            call.next();
        } else if (Long.parseLong(length) > most) {
            // What still comes is thrown away: closed in the middle of sending, a client never reads why.
            call.request().handler(ignored -> {}).resume();
            ProblemAnswer.send(
                    call,
                    Problem.tooLarge("The body has " + length + " bytes; " + most + " are the most at "
                            + call.request().path() + ". Send it in parts"));
        } else {
            call.next();
        }
    }
}
