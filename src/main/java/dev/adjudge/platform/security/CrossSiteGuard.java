package dev.adjudge.platform.security;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Refuses what a page of another site makes somebody's browser send. Browsers say themselves where a request comes from
 * (Sec-Fetch-Site, and Origin before that); programs send neither.
 */
final class CrossSiteGuard {

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int BEFORE_SIGN_IN = 300;

    void guard(@Observes Filters filters) {
        filters.register(CrossSiteGuard::check, BEFORE_SIGN_IN);
    }

    private static void check(RoutingContext call) {
        if (SAFE.contains(call.request().method()) || comesFromHere(call.request())) {
            call.next();
        } else {
            ProblemAnswer.send(
                    call,
                    Problem.forbidden(
                            "This request was sent by a page of another site, which may not change anything here;"
                                    + " send it from this service's own pages, or from a program"));
        }
    }

    private static boolean comesFromHere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || origin.equals(request.scheme() + "://" + request.authority());
    }
}
