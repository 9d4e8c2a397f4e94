package dev.adjudge.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.run.Simulation;
import dev.adjudge.run.Simulations;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Simulations: watched, read, cancelled. */
@Path("/api/simulations")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Releases and rules")
final class SimulationResource {

    private final Simulations simulations;
    private final Callers callers;

    SimulationResource(Simulations simulations, Callers callers) {
        this.simulations = simulations;
        this.callers = callers;
    }

    @GET
    @Operation(summary = "Simulations, newest first")
    public Page<Simulation> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("after") @Nullable String after) {
        return simulations.list(Limit.of(limit), Cursor.after(after));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One simulation with its progress and, when it is completed, its report")
    public Simulation one(@PathParam("id") String id) {
        return simulations.byId(Ids.of(id, "simulation"));
    }

    @GET
    @Path("{id}/differences")
    @Operation(
            summary = "Campaigns that fared differently under the two releases, and why; the earliest difference first")
    public Page<JsonNode> differences(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after) {
        return simulations.differences(Ids.of(id, "simulation"), Limit.of(limit), number(after));
    }

    @POST
    @Path("{id}/cancel")
    @Idempotent
    @Operation(summary = "Ends a simulation that is not over")
    public Simulation cancel(@PathParam("id") String id) {
        return simulations.cancel(Ids.of(id, "simulation"), callers.current());
    }

    private static int number(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseUnsignedInt(after);
        } catch (NumberFormatException e) {
            String detail = "after is '" + after + "'; it must be the nextCursor of the page before";
            throw Problem.wrong(detail, new FieldError("after", detail));
        }
    }
}
