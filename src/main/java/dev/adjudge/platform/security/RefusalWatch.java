package dev.adjudge.platform.security;

import dev.adjudge.platform.Callers;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** Tells of every call that is refused, whichever part refuses it. */
@ApplicationScoped
class RefusalWatch {

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 429);
    private static final int FIRST = 10_000;

    private final Event<Refused> refused;

    RefusalWatch(Event<Refused> refused) {
        this.refused = refused;
    }

    void watch(@Observes Filters filters) {
        filters.register(this::look, FIRST);
    }

    private void look(RoutingContext call) {
        call.addEndHandler(ended -> {
            int status = call.response().getStatusCode();
            String path = call.normalizedPath();
            if (REFUSALS.contains(status)
                    && !path.startsWith("/sandbox")
                    && !(status == 401 && path.equals("/sign-in"))) {
                refused.fireAsync(new Refused(
                        Callers.of(call),
                        status,
                        call.request().getHeader("Authorization") != null,
                        call.request().method().name(),
                        path));
            }
        });
        call.next();
    }
}
