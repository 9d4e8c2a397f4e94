package dev.adjudge.api;

import dev.adjudge.act.Switches;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.RuleRegister;
import dev.adjudge.rules.RuleRegister.Rule;
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

/** The rules that decide now. */
@Path("/api/rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Releases and rules")
final class RuleResource {

    private final RuleRegister register;
    private final Switches switches;
    private final Callers callers;

    RuleResource(RuleRegister register, Switches switches, Callers callers) {
        this.register = register;
        this.switches = switches;
        this.callers = callers;
    }

    /** Whether a rule may act. The reason is needed to switch it off. */
    public record Wanted(@Nullable Boolean active, @Nullable String reason) {}

    @GET
    @Operation(summary = "The rules of the live release, with owner, hits of the last 30 days and last hit")
    public Page<Rule> list() {
        return new Page<>(register.all(), null);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{name}/active")
    @Operation(
            summary = "Switches a rule off, or on again",
            description =
                    "It still matches and is told of, but what it proposes is suppressed: the kill switch rule:{name}."
                            + " {\"active\":false,\"reason\":\"…\"} or {\"active\":true}")
    public Rule set(@PathParam("name") String name, @Nullable Wanted wanted) {
        if (wanted == null || wanted.active() == null) {
            throw Problem.wrong(
                    "Say whether the rule is to be active: {\"active\":false,\"reason\":\"…\"} or {\"active\":true}",
                    new FieldError("/active", "is missing; it must be true or false"));
        }
        String known = rule(name).name();
        Caller caller = callers.current();
        if (wanted.active()) {
            switches.turnOff("rule:" + known, caller);
        } else {
            switches.turnOn("rule:" + known, wanted.reason(), caller);
        }
        return rule(known);
    }

    private Rule rule(String name) {
        return register.byName(name)
                .orElseThrow(() -> Problem.unknown(
                        "The live release has no rule '" + name + "'; GET /api/rules lists those it has"));
    }
}
