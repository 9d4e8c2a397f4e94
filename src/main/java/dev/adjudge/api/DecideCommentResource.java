package dev.adjudge.api;

import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.JsonBody;
import dev.adjudge.run.moderation.CommentDeciding;
import dev.adjudge.run.moderation.ItemAnswer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Decisions on comments, mentions and messages that the caller brings along. Nothing is stored, and nothing done. */
@Path("/api/decide")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
final class DecideCommentResource {

    private static final int MOST_COMMENTS = 1_000;
    private static final int MOST_BYTES = 10_000_000;

    private final CommentDeciding deciding;
    private final CommentChecks checks;
    private final JsonBody json;

    DecideCommentResource(CommentDeciding deciding, CommentChecks checks, JsonBody json) {
        this.deciding = deciding;
        this.checks = checks;
        this.json = json;
    }

    /** As it is answered. */
    @Schema(name = "CommentDecision")
    record View(
            String id,
            boolean recorded,
            @Nullable Object subject,
            @Nullable Object release,
            @Nullable Object facts,
            List<Object> verdicts,
            @Nullable ClassificationView classification,
            @Nullable String suggestedReply,
            @Nullable String failure) {}

    @POST
    @Path("comment")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Decides on one comment, mention or message",
            description =
                    "Rules, guardrails, rollout and kill switches as for one that arrives. Without a classification the classifier is"
                            + " asked; what it can't say in four seconds is answered as unclassified. Nothing is stored, and nothing done.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CommentQuestion.class)))
    @APIResponse(
            responseCode = "200",
            description = "the decision; verdicts are empty when no rule matched",
            content = @Content(schema = @Schema(implementation = View.class)))
    public ItemAnswer comment(@Nullable InputStream body) throws IOException {
        return decide(body, 1).get(0);
    }

    @POST
    @Path("comments")
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson", "application/ndjson", "application/jsonl"})
    @Idempotent
    @Operation(
            summary = "Decides on up to 1,000 comments, an array or one a line",
            description = "The decisions are in the order of the questions.")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = CommentQuestion.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = View.class)))
    public List<ItemAnswer> comments(@Nullable InputStream body) throws IOException {
        return decide(body, MOST_COMMENTS);
    }

    private List<ItemAnswer> decide(@Nullable InputStream body, int most) throws IOException {
        JsonBody.Some<CommentQuestion> asked =
                json.some(body == null ? InputStream.nullInputStream() : body, MOST_BYTES, CommentQuestion.class, most);
        ItemResource.refuseNoneOrTooMany(asked.values().size(), most);
        return deciding.decide(checks.all(asked));
    }
}
