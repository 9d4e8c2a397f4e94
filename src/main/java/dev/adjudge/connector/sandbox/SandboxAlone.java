package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Where the sandbox runs alone, there is nothing else to call. */
@Singleton
final class SandboxAlone {

    /** Before what is recorded (260). */
    private static final int FIRST = 270;

    private final SandboxSettings settings;

    SandboxAlone(SandboxSettings settings) {
        this.settings = settings;
    }

    void watch(@Observes Filters filters) {
        if (settings.alone()) {
            filters.register(SandboxAlone::look, FIRST);
        }
    }

    private static void look(RoutingContext call) {
        String path = call.normalizedPath();
        if (path.startsWith("/sandbox/") || path.startsWith("/q/health")) {
            call.next();
        } else {
            ProblemAnswer.send(call, Problem.unknown("This is the sandbox alone; there are /sandbox and /q/health"));
        }
    }
}
