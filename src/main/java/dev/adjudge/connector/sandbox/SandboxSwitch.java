package dev.adjudge.connector.sandbox;

import dev.adjudge.platform.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Where the sandbox is off, there is nothing at its addresses. */
final class SandboxSwitch {

    private final SandboxSettings settings;

    SandboxSwitch(SandboxSettings settings) {
        this.settings = settings;
    }

    @ServerRequestFilter
    void refuseWhenOff(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!settings.enabled() && path.startsWith("/sandbox/")) {
            throw Problem.unknown("The sandbox is off (adjudge.sandbox.enabled)");
        }
    }
}
