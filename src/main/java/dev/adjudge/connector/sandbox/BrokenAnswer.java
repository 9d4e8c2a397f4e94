package dev.adjudge.connector.sandbox;

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
            call.request().connection().close();
        } else if (fault == Fault.GARBLED) {
            response.setEntity("{\"data\": [{\"id\": \"12", null, MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
