package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes the simulated platforms fail: as a request's header names it, or by chance, the same chance for the same seed. */
@Singleton
final class SandboxFaults {

    static final String HEADER = "X-Sandbox-Fault";

    private static final String PATHS = "/sandbox/";
    static final String FAULT = "adjudge.sandbox.fault";

    /** Before anybody is asked who they are (200): nobody is here. */
    private static final int BEFORE_SIGNING_IN = 250;

    private final SandboxSettings settings;
    private final List<Fault> kinds;
    private final SplittableRandom chance;

    SandboxFaults(SandboxSettings settings) {
        this.settings = settings;
        kinds = settings.faults().kinds().stream().sorted().toList();
        chance = new SplittableRandom(settings.seed());
    }

    void watch(@Observes Filters filters) {
        filters.register(this::look, BEFORE_SIGNING_IN);
    }

    private void look(RoutingContext call) {
        if (!call.normalizedPath().startsWith(PATHS) || !settings.enabled()) {
            call.next();
            return;
        }
        String named = call.request().getHeader(HEADER);
        Optional<Fault> fault = named == null ? byChance() : fault(named);
        if (named != null && fault.isEmpty()) {
            ProblemAnswer.send(
                    call,
                    Problem.wrong(HEADER + " is '" + named + "'; it must be one of "
                            + Arrays.toString(Fault.values()).toLowerCase(Locale.ROOT)));
            return;
        }
        fault.ifPresentOrElse(kind -> fail(call, kind), call::next);
    }

    private synchronized Optional<Fault> byChance() {
        double share = settings.faults().share();
        return share > 0 && chance.nextDouble() < share
                ? Optional.of(kinds.get(chance.nextInt(kinds.size())))
                : Optional.empty();
    }

    private static Optional<Fault> fault(String named) {
        return Arrays.stream(Fault.values())
                .filter(kind -> kind.name().equalsIgnoreCase(named))
                .findFirst();
    }

    private void fail(RoutingContext call, Fault fault) {
        switch (fault) {
            case BUSY -> {
                call.response().putHeader("Retry-After", "1");
                boolean meta = call.normalizedPath().startsWith(PATHS + "meta");
                refuse(call, meta ? 400 : 429, 80004, "RESOURCE_EXHAUSTED", "There have been too many calls");
            }
            case ERROR -> refuse(call, 503, 2, "UNAVAILABLE", "Service temporarily unavailable");
            case REVOKED -> refuse(call, 401, 190, "UNAUTHENTICATED", "The access token was revoked");
            case SLOW -> {
                call.request().pause();
                call.vertx().setTimer(settings.faults().slowness().toMillis(), late -> {
                    call.request().resume();
                    call.next();
                });
            }
            case CUT -> call.request().connection().close();
            case PARTIAL -> {
                if (call.normalizedPath().startsWith(PATHS + "meta")) {
                    refuse(call, 200, 2, "", "An unexpected error has occurred. Please retry your request later.");
                } else {
                    call.put(FAULT, fault);
                    call.next();
                }
            }
            case LOST, GARBLED -> {
                call.put(FAULT, fault);
                call.next();
            }
        }
    }

    /** In each platform's own words. */
    private static void refuse(RoutingContext call, int status, int metaCode, String googleStatus, String message) {
        String path = call.normalizedPath();
        JsonObject body;
        if (path.startsWith(PATHS + "klaviyo")) {
            body = new JsonObject()
                    .put(
                            "errors",
                            new JsonArray()
                                    .add(new JsonObject()
                                            .put("status", status)
                                            .put("title", message)
                                            .put("detail", message)));
        } else if (path.startsWith(PATHS + "googleads")) {
            body = new JsonObject()
                    .put(
                            "error",
                            new JsonObject()
                                    .put("code", status)
                                    .put("message", message)
                                    .put("status", googleStatus));
        } else if (path.startsWith(PATHS + "notion")) {
            body = new JsonObject()
                    .put("object", "error")
                    .put("status", status)
                    .put(
                            "code",
                            status == 429 ? "rate_limited" : status == 401 ? "unauthorized" : "service_unavailable")
                    .put("message", message);
        } else {
            body = new JsonObject()
                    .put(
                            "error",
                            new JsonObject()
                                    .put("message", message)
                                    .put("type", "OAuthException")
                                    .put("code", metaCode)
                                    .put("fbtrace_id", "ASandboxTrace"));
        }
        call.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
