package dev.adjudge.api;

import dev.adjudge.ai.Rescore;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Page;
import dev.adjudge.run.moderation.Classifiers;
import dev.adjudge.run.moderation.Classifiers.Version;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The local classifier's versions: trained from what moderators decided, compared, chosen. */
@Path("/api/classifiers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
final class ClassifierResource {

    private final Classifiers classifiers;
    private final Callers callers;

    ClassifierResource(Classifiers classifiers, Callers callers) {
        this.classifiers = classifiers;
        this.callers = callers;
    }

    /** There is nothing to say: what people decided is learnt from. */
    public record Training() {}

    /** There is nothing to say: If-Match does. */
    public record Choosing() {}

    @GET
    @Operation(summary = "The versions of the local classifier, newest first, and the one that ships")
    public Page<Version> list() {
        return new Page<>(classifiers.all(), null);
    }

    @POST
    @Path("train")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Makes a new version from what moderators decided",
            description =
                    "It is compared with the one that counts, on decisions that it didn't learn from, and is not chosen by"
                            + " that. 409 when there are too few decisions, or none since the last training.")
    public Version train(@Nullable Training body) {
        return classifiers.train(callers.current());
    }

    @GET
    @Path("{version}/difference")
    @Operation(
            summary =
                    "What would change on a fixed sample of texts if this version were chosen; its ETag is needed for that")
    public Response difference(@PathParam("version") String version) {
        Rescore difference = classifiers.difference(version);
        return Response.ok(difference)
                .tag(new EntityTag(Classifiers.tag(difference.current().version(), version)))
                .build();
    }

    @GET
    @Path("providers/{provider}/difference")
    @Operation(
            summary =
                    "What would change on a fixed sample of texts if the settings named this provider, or this model of it",
            description =
                    "It asks both now: a language model costs what so many texts cost. Look before adjudge.ai.* is changed.")
    public Rescore differenceTo(@PathParam("provider") String provider, @QueryParam("model") @Nullable String model) {
        return classifiers.differenceTo(provider, model);
    }

    @POST
    @Path("{version}/choose")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Makes this version the one that classifies from now on",
            description = "If-Match must carry the ETag of its difference: nobody chooses what they haven't seen.")
    public Version choose(
            @PathParam("version") String version,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Nullable Choosing body) {
        return classifiers.choose(version, ETags.in(ifMatch), callers.current());
    }
}
