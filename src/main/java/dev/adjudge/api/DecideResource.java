package dev.adjudge.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.JsonProblem;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.TraceParent;
import dev.adjudge.platform.security.Role;
import dev.adjudge.run.Answer;
import dev.adjudge.run.Deciding;
import dev.adjudge.run.Question;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Decisions on facts that the caller brings along. Nothing is carried out. */
@Path("/api/decide")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
final class DecideResource {

    private static final int MOST_CAMPAIGNS = 1_000;
    private static final int MOST_BYTES_OF_AN_ARRAY = 10_000_000;
    private static final TypeReference<List<@Nullable CampaignQuestion>> QUESTIONS = new TypeReference<>() {};

    private final Deciding deciding;
    private final QuestionChecks checks;
    private final DecisionStream stream;
    private final Callers callers;
    private final ObjectMapper json;

    DecideResource(
            Deciding deciding, QuestionChecks checks, DecisionStream stream, Callers callers, ObjectMapper json) {
        this.json = json;
        this.deciding = deciding;
        this.checks = checks;
        this.stream = stream;
        this.callers = callers;
    }

    @POST
    @Path("campaign")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Decides on the facts of one campaign",
            description =
                    "Rules, guardrails, rollout and kill switches as in a run. Nothing is carried out, and nothing"
                            + " stored unless record=true.")
    @APIResponse(
            responseCode = "200",
            description = "the decision; verdicts are empty when no rule matched",
            content = @Content(schema = @Schema(implementation = DecisionResource.View.class)))
    public Answer campaign(
            @Nullable CampaignQuestion asked,
            @QueryParam("record") @Nullable Boolean record,
            HttpServerRequest request) {
        return decide(List.of(checks.one(asked)), record, request).get(0);
    }

    @POST
    @Path("campaigns")
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Decides on up to 1,000 campaigns as one run",
            description =
                    "Campaigns of one account see each other: conflicts, account limits and blast radius count over"
                            + " all that were sent. The decisions are in the order of the questions.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DecisionResource.View.class)))
    public List<Answer> campaigns(
            @RequestBody(content = @Content(schema = @Schema(implementation = CampaignQuestion[].class))) @Nullable InputStream body,
            @QueryParam("record") @Nullable Boolean record,
            HttpServerRequest request) {
        @Nullable List<@Nullable CampaignQuestion> asked = questions(body);
        if (asked == null || asked.isEmpty() || asked.size() > MOST_CAMPAIGNS) {
            throw Problem.wrong(
                    (asked == null ? 0 : asked.size()) + " campaigns; send an array of 1 to " + MOST_CAMPAIGNS
                            + ", or any number as application/x-ndjson, one a line",
                    new Problem.FieldError("", "must be an array of 1 to " + MOST_CAMPAIGNS + " campaigns"));
        }
        return decide(checks.all(asked), record, request);
    }

    @POST
    @Path("campaigns")
    @Consumes({"application/x-ndjson", "application/ndjson", "application/jsonl"})
    @Produces("application/x-ndjson")
    @Operation(
            summary = "Decides on any number of campaigns, one a line, each by itself",
            description =
                    "Each line is answered by one line, in order: a decision, or {\"line\", \"problem\"}. Read the"
                            + " answer while you send.")
    @RequestBody(content = @Content(schema = @Schema(implementation = CampaignQuestion.class)))
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = DecisionResource.View.class)))
    public StreamingOutput stream(InputStream lines, @QueryParam("record") @Nullable Boolean record) {
        if (Boolean.TRUE.equals(record)) {
            throw Problem.wrong(
                    "A stream is not recorded; send arrays of up to " + MOST_CAMPAIGNS + " campaigns with record=true",
                    new Problem.FieldError("record", "is true"));
        }
        return out -> stream.answer(lines, out);
    }

    /** The path takes gigabytes, for streams; an array is held in memory as a whole. */
    private @Nullable List<@Nullable CampaignQuestion> questions(@Nullable InputStream body) {
        byte[] bytes = body == null ? new byte[0] : JsonBody.bytes(body, MOST_BYTES_OF_AN_ARRAY);
        try {
            return bytes.length == 0 ? null : json.readValue(bytes, QUESTIONS);
        } catch (JacksonException e) {
            throw JsonProblem.of(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Answer> decide(List<Question> questions, @Nullable Boolean record, HttpServerRequest request) {
        if (!Boolean.TRUE.equals(record)) {
            return deciding.decide(questions);
        }
        callers.require(Role.OPERATOR, "record=true keeps decisions in the log");
        return deciding.decideAndRecord(
                questions,
                callers.current(),
                TraceParent.of(request).map(TraceParent::value).orElse(null));
    }
}
