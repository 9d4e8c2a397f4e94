package dev.adjudge.api;

import dev.adjudge.platform.JsonBody;
import dev.adjudge.rules.dmn.DmnResult;
import dev.adjudge.rules.dmn.Message;
import dev.adjudge.rules.dmn.SentModel;
import dev.adjudge.rules.dmn.SentModels;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** DMN models that come with the request, in the shape that KIE's own tools send. */
@Path("/jitdmn")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "DMN models that you send")
@Blocking
final class SentModelResource {

    private final SentModels models;
    private final JsonBody json;

    SentModelResource(SentModels models, JsonBody json) {
        this.models = models;
        this.json = json;
    }

    @POST
    @Path("dmnresult")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Evaluates a model on a context")
    public CompletionStage<DmnResult> evaluate(
            InputStream body, @QueryParam("explain") @DefaultValue("true") boolean explain) {
        return models.evaluate(SentModel.of(json.read(body, models.mostBytes())), explain);
    }

    @POST
    @Path("validate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Checks a model")
    public CompletionStage<List<Message>> validate(InputStream body) {
        return models.validate(SentModel.of(json.read(body, models.mostBytes())));
    }

    @POST
    @Path("validate")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(hidden = true)
    public CompletionStage<List<Message>> validateXml(InputStream body) {
        return models.validate(xml(body));
    }

    @POST
    @Path("schema")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The types of a model's inputs and results, as JSON Schema")
    public CompletionStage<Map<String, Object>> schema(InputStream body) {
        return models.schema(SentModel.of(json.read(body, models.mostBytes())));
    }

    @POST
    @Path("schema")
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(hidden = true)
    public CompletionStage<Map<String, Object>> schemaOfXml(InputStream body) {
        return models.schema(xml(body));
    }

    private SentModel xml(InputStream body) {
        return SentModel.ofXml(new String(JsonBody.bytes(body, models.mostBytes()), StandardCharsets.UTF_8));
    }
}
