package dev.adjudge.platform.security;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that two readers can read as two different ones: what the policy looks at must be what resources are found by,
 * and what a proxy in front of us takes for the end of a request must be its end.
 */
final class Unambiguous {

    private static final int BEFORE_ALL_CHECKS = 400;
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final List<String> SENT_ONCE = List.of("Host", "Authorization", "Content-Type", "Content-Encoding");

    void guard(@Observes Filters filters) {
        filters.register(Unambiguous::check, BEFORE_ALL_CHECKS);
    }

    private static void check(RoutingContext call) {
        HttpServerRequest request = call.request();
        String wrong = wrongAddress(request);
        if (wrong == null) {
            wrong = wrongHeaders(request);
        }
        if (request.headers().contains("Transfer-Encoding")) {
            // What follows is not taken for a request: a Content-Length beside it, which the server has dropped by now,
            // may
            // be what a proxy went by (RFC 9112, 6.1).
            call.response().putHeader("Connection", "close");
            call.addEndHandler(answered -> request.connection().close());
        }
        if (wrong == null) {
            call.next();
        } else {
            ProblemAnswer.send(call, Problem.unreadable(wrong));
        }
    }

    private static @Nullable String wrongAddress(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        // Resources are found as if ; and what follows were not there, the policy's paths are not.
        if (path.indexOf(';') >= 0) {
            return "The path holds ';', which has no meaning here; where it belongs to a name, send %3B";
        }
        String uri = request.uri();
        if (BROKEN_ESCAPE.matcher(uri).find()) {
            return "The address holds a % that is not followed by two hexadecimal digits; send %25 for the sign itself";
        }
        return uri.contains("%00") ? "The address holds a NUL character (%00); leave it out" : null;
    }

    private static @Nullable String wrongHeaders(HttpServerRequest request) {
        for (String name : SENT_ONCE) {
            if (request.headers().getAll(name).size() > 1) {
                return "The header " + name + " was sent more than once; send it once";
            }
        }
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        return codings.isEmpty()
                        || codings.size() == 1
                                && codings.get(0).toLowerCase(Locale.ROOT).equals("chunked")
                ? null
                : "Transfer-Encoding is " + String.join(", ", codings) + "; only chunked is read here";
    }
}
