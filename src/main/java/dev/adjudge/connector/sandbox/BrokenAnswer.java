package dev.adjudge.connector.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What was done stays done, and its answer ends in the middle, or never comes. */
final class BrokenAnswer {

    @ServerResponseFilter
    void breakIt(ContainerResponseContext response, RoutingContext call) {
        Fault fault = call.get(SandboxFaults.FAULT);
        if (fault == Fault.LOST) {
            cut(call);
        } else if (fault == Fault.GARBLED) {
            response.setEntity("{\"data\": [{\"id\": \"12", null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** The connection's own thread cuts it at once; any other waits for that, or the answer might be quicker. */
    private static void cut(RoutingContext call) {
        Future<Void> closed = call.request().connection().close();
        if (!Context.isOnEventLoopThread()) {
            closed.toCompletionStage().toCompletableFuture().join();
        }
    }
}
