package dev.adjudge.api;

import dev.adjudge.act.Switches;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Dates;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.RuleRegister;
import dev.adjudge.rules.RuleRegister.Rule;
import dev.adjudge.run.Effects;
import dev.adjudge.run.Effects.Effect;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The rules that decide now. */
@Path("/api/rules")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Releases and rules")
final class RuleResource {

    private static final int USUAL_DAYS = 30;

    private static final String GUARDRAIL = "guardrail";

    private final RuleRegister register;
    private final Switches switches;
    private final Effects effects;
    private final Callers callers;
    private final Clock clock;

    RuleResource(RuleRegister register, Switches switches, Effects effects, Callers callers, Clock clock) {
        this.register = register;
        this.switches = switches;
        this.effects = effects;
        this.callers = callers;
        this.clock = clock;
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
        Rule rule = rule(name);
        if (rule.type().equals(GUARDRAIL)) {
            throw Problem.conflict(
                    "'" + rule.name() + "' is a guardrail: it proposes nothing that could be stopped, and what it holds"
                            + " back must not come loose in a moment. Change it in a release");
        }
        String known = rule.name();
        Caller caller = callers.current();
        if (wanted.active()) {
            switches.turnOff("rule:" + known, caller);
        } else {
            switches.turnOn("rule:" + known, wanted.reason(), caller);
        }
        return rule(known);
    }

    @GET
    @Path("{name}/effect")
    @Operation(
            summary = "What a rule achieves: the campaigns it acted on beside those of the comparison group",
            description =
                    "from and to are dates of runs, both included; the last 30 days when they are left out. Figures are compared"
                            + " over the 7 days after and before, in percent of each campaign's own, with 95 % intervals.")
    public Effect effect(
            @PathParam("name") String name,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        Rule known = rule(name);
        if (!known.type().equals("proposal")) {
            throw Problem.wrong("'" + known.name() + "' is a rule of type " + known.type()
                    + ": it changes no campaign by itself. Ask for one of type proposal; GET /api/rules lists them");
        }
        LocalDate last = Dates.query("to", to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        LocalDate first = Dates.query("from", from, last.minusDays(USUAL_DAYS));
        if (first.isAfter(last)) {
            String detail = "from " + first + " is after to " + last;
            throw Problem.wrong(detail, new FieldError("from", detail));
        }
        return effects.of(known.name(), first, last);
    }

    private Rule rule(String name) {
        return register.byName(name)
                .orElseThrow(() -> Problem.unknown(
                        "The live release has no rule '" + name + "'; GET /api/rules lists those it has"));
    }
}
