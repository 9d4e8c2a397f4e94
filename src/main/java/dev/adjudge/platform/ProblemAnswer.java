package dev.adjudge.platform;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A problem as it is answered; also where no resource was reached. */
public final class ProblemAnswer {

    /** RFC 9457. */
    static final String PROBLEM_JSON = "application/problem+json";

    private ProblemAnswer() {}

    /** Answers and ends a call that reached no resource. */
    public static void send(RoutingContext call, Problem problem) {
        if (call.response().ended() || call.response().headWritten()) {
            return;
        }
        call.response().setStatusCode(problem.status()).putHeader("Content-Type", PROBLEM_JSON);
        String wait = retryAfter(problem);
        if (wait != null) {
            call.response().putHeader("Retry-After", wait);
        }
        call.response().end(new JsonObject(body(problem, call.request(), traceId(call.request()))).toBuffer());
    }

    static Map<String, Object> body(Problem problem, HttpServerRequest request, String trace) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", String.valueOf(problem.getMessage()));
        body.put("instance", request.path());
        if (!problem.errors().isEmpty()) {
            body.put("errors", problem.errors());
        }
        body.put("traceId", trace);
        return body;
    }

    /** Whole seconds, as the header wants them; null when waiting does not help. */
    static @Nullable String retryAfter(Problem problem) {
        Duration wait = problem.retryAfter();
        return wait == null ? null : String.valueOf(Math.max(1, (wait.toMillis() + 999) / 1_000));
    }

    static String traceId(HttpServerRequest request) {
        return TraceParent.of(request)
                .map(TraceParent::traceId)
                .orElseGet(() -> UUID.randomUUID().toString().replace("-", ""));
    }
}
