package dev.adjudge.connector.sandbox;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the simulated platforms were asked, the last so many requests, for whoever wants to see what a connector really sends. */
@Singleton
@Path("/sandbox/requests")
@Produces(MediaType.APPLICATION_JSON)
public class SandboxRecord {

    private static final String PATHS = "/sandbox/";
    private static final String OWN = "/sandbox/requests";
    private static final Set<String> SECRET =
            Set.of("authorization", "developer-token", "cookie", "x-api-key", "x-routing-key");

    /** What is sent there is secret. */
    private static final String TOKENS = "/google/";

    /** Those that fail (250) were asked too. */
    private static final int BEFORE_FAULTS = 260;

    private final SandboxSettings settings;
    private final Clock clock;
    private final Deque<Asked> requests = new ArrayDeque<>();

    SandboxRecord(SandboxSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A request as it arrived.
     *
     * @param uri path and query, without {@code /sandbox}
     * @param headers by their names in small letters, without what is secret
     * @param body as text; empty for none
     */
    record Asked(Instant at, String method, String uri, Map<String, String> headers, String body) {}

    void watch(@Observes Filters filters) {
        if (settings.record() > 0) {
            filters.register(this::look, BEFORE_FAULTS);
        }
    }

    /** In the order in which they were answered. */
    @GET
    public List<Asked> requests() {
        synchronized (requests) {
            return new ArrayList<>(requests);
        }
    }

    @DELETE
    public void forget() {
        synchronized (requests) {
            requests.clear();
        }
    }

    private void look(RoutingContext call) {
        if (call.normalizedPath().startsWith(PATHS) && !call.normalizedPath().equals(OWN)) {
            Instant at = clock.instant();
            call.addEndHandler(answered -> add(asked(call, at))); // its body was read by then
        }
        call.next();
    }

    private void add(Asked asked) {
        synchronized (requests) {
            requests.add(asked);
            if (requests.size() > settings.record()) {
                requests.remove();
            }
        }
    }

    private static Asked asked(RoutingContext call, Instant at) {
        Map<String, String> headers = new TreeMap<>();
        call.request().headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.keySet().removeAll(SECRET);
        String uri = call.request().uri().substring(PATHS.length() - 1);
        Buffer body = call.body() == null ? null : call.body().buffer();
        return new Asked(
                at,
                call.request().method().name(),
                uri,
                headers,
                body == null || uri.startsWith(TOKENS) ? "" : body.toString());
    }
}
