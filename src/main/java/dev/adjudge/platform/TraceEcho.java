package dev.adjudge.platform;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives a caller's {@code traceparent} back with the answer. */
final class TraceEcho {

    @ServerResponseFilter
    void echo(ContainerResponseContext response, HttpServerRequest request) {
        TraceParent.of(request).ifPresent(trace -> response.getHeaders().putSingle("traceparent", trace.value()));
    }
}
