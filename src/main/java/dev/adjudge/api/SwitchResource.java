package dev.adjudge.api;

import dev.adjudge.act.Switches;
import dev.adjudge.act.Switches.SwitchState;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The kill switches. They carry no ETag: who stops everything must not have to read first. */
@Path("/api/switches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Kill switches")
class SwitchResource {

    private final Switches switches;
    private final Callers callers;

    SwitchResource(Switches switches, Callers callers) {
        this.callers = callers;
        this.switches = switches;
    }

    /** What a switch is to be. The reason is needed to turn it on. */
    public record Wanted(@Nullable Boolean on, @Nullable String reason) {}

    @GET
    @Operation(summary = "The switches that are on")
    public Page<SwitchState> list() {
        return new Page<>(switches.states(), null);
    }

    @GET
    @Path("/{scope: .+}")
    @Operation(summary = "One switch, on or off")
    public SwitchState one(@PathParam("scope") String scope) {
        return switches.state(scope);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/{scope: .+}")
    @Operation(
            summary = "Turns a switch on or off",
            description = "A scope is all, platform:meta, account:meta:123, rule:High CPL Pause or kind:pause.")
    public SwitchState set(@PathParam("scope") String scope, @Nullable Wanted wanted) {
        if (wanted == null || wanted.on() == null) {
            throw Problem.wrong(
                    "Say whether the switch is to be on: {\"on\":true,\"reason\":\"…\"} or {\"on\":false}",
                    new Problem.FieldError("/on", "is missing; it must be true or false"));
        }
        Caller caller = callers.current();
        return wanted.on() ? switches.turnOn(scope, wanted.reason(), caller) : switches.turnOff(scope, caller);
    }
}
