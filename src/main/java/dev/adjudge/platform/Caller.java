package dev.adjudge.platform;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, and from where.
 *
 * @param actor {@code service} for what it does by itself, {@code anonymous} for whoever called it
 * @param origin the address that the call came from
 * @param trace the W3C trace id that the caller sent
 */
public record Caller(
        String actor, @Nullable String origin, @Nullable String trace) {

    /** The service itself: its schedule, its worker, its watch over the rules. */
    public static final Caller SERVICE = new Caller("service", null, null);

    /** Whoever sent the request. */
    public static Caller of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return new Caller(
                "anonymous",
                address == null ? null : address.hostAddress(),
                TraceParent.of(request).map(TraceParent::traceId).orElse(null));
    }
}
