package dev.adjudge.api;

import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Flags;
import dev.adjudge.platform.Flags.Flag;
import dev.adjudge.platform.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The feature flags. */
@Path("/api/flags")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Flags")
class FlagResource {

    private final Flags flags;
    private final Callers callers;

    FlagResource(Flags flags, Callers callers) {
        this.flags = flags;
        this.callers = callers;
    }

    /** What a flag is to be; what is not said of the fallback stays. */
    public record Wanted(
            @Nullable Integer rolloutPercent, @Nullable String fallback) {}

    @GET
    @Operation(summary = "The feature flags: on which share of all things each is on, and what holds for the others")
    public Page<Flag> list() {
        return new Page<>(flags.all(), null);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One flag, and its ETag")
    public Response one(@PathParam("name") String name) {
        return answer(flags.named(name));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{name}")
    @Operation(
            summary = "Sets a flag: {\"rolloutPercent\": 25}",
            description = "If-Match must carry the ETag of the last GET. It holds for runs that start from now on.")
    public Response set(
            @PathParam("name") String name,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable Wanted wanted) {
        Wanted said = wanted == null ? new Wanted(null, null) : wanted;
        return answer(flags.set(name, said.rolloutPercent(), said.fallback(), ETags.in(ifMatch), callers.current()));
    }

    private static Response answer(Flag flag) {
        return Response.ok(flag)
                .tag(new EntityTag(Long.toString(flag.version())))
                .build();
    }
}
