package dev.adjudge.api;

import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.dmn.DecisionModel;
import dev.adjudge.rules.dmn.DmnResult;
import dev.adjudge.rules.dmn.ModelSummary;
import dev.adjudge.rules.dmn.Question;
import dev.adjudge.rules.dmn.ReleaseModels;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Every DMN model of the live release, and of any other, as a call. */
@Path("/dmn")
@Tag(name = "DMN models")
final class ModelResource {

    private final ReleaseModels models;
    private final JsonBody json;

    ModelResource(ReleaseModels models, JsonBody json) {
        this.models = models;
        this.json = json;
    }

    @GET
    @Operation(summary = "The models, with the names of their inputs, decisions and decision services")
    public Page<ModelSummary> list(@QueryParam("release") @Nullable String release) {
        return new Page<>(
                models.all(number(release)).stream().map(DecisionModel::summary).toList(), null);
    }

    @GET
    @Path("{model}")
    @Produces(MediaType.APPLICATION_XML)
    @Operation(summary = "A model as its author wrote it")
    public String xml(@PathParam("model") String model, @QueryParam("release") @Nullable String release) {
        return models.model(model, number(release)).xml();
    }

    @GET
    @Path("{model}/openapi.json")
    @Operation(summary = "An OpenAPI document for one model: types, allowed values, an example")
    public Map<String, Object> openApi(
            @PathParam("model") String model, @QueryParam("release") @Nullable String release) {
        Long number = number(release);
        return models.model(model, number).openApi(models.number(number));
    }

    @POST
    @Path("{model}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Evaluates all decisions of a model",
            description =
                    "The body holds the model's inputs by name, each as its type says: all must be there, null where"
                            + " one is not known; names the model does not know are ignored. The answer holds all decisions by"
                            + " name; one that failed is null, and /dmnresult says why.")
    public Map<String, @Nullable Object> decide(
            @PathParam("model") String model, @QueryParam("release") @Nullable String release, InputStream body) {
        return found(model, null, release).decide(question(body, null, false));
    }

    @POST
    @Path("{model}/dmnresult")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Evaluates all decisions of a model, with messages and the rules that matched")
    public DmnResult explain(
            @PathParam("model") String model,
            @QueryParam("release") @Nullable String release,
            @Parameter(
                            description =
                                    "Whether to tell the rules that matched; their columns are computed a second time for it")
                    @QueryParam("explain")
                    @DefaultValue("true")
                    boolean explain,
            InputStream body) {
        return found(model, null, release).explain(question(body, null, explain));
    }

    @POST
    @Path("{model}/{service}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Evaluates a decision service of a model")
    public Map<String, @Nullable Object> decideService(
            @PathParam("model") String model,
            @PathParam("service") String service,
            @QueryParam("release") @Nullable String release,
            InputStream body) {
        return found(model, service, release).decide(question(body, service, false));
    }

    @POST
    @Path("{model}/{service}/dmnresult")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Evaluates a decision service, with messages and the rules that matched")
    public DmnResult explainService(
            @PathParam("model") String model,
            @PathParam("service") String service,
            @QueryParam("release") @Nullable String release,
            @QueryParam("explain") @DefaultValue("true") boolean explain,
            InputStream body) {
        return found(model, service, release).explain(question(body, service, explain));
    }

    private DecisionModel found(String name, @Nullable String service, @Nullable String release) {
        DecisionModel model = models.model(name, number(release));
        if (service != null && !model.hasService(service)) {
            throw Problem.unknown("The model '" + name + "' has no decision service '" + service + "'; it has "
                    + String.join(", ", model.summary().decisionServices()));
        }
        return model;
    }

    private Question question(InputStream body, @Nullable String service, boolean explain) {
        if (!(json.read(body, models.mostBytes()) instanceof Map<?, ?> entries)) {
            String detail = "The body must be an object with the model's inputs by name";
            throw Problem.wrong(detail, new FieldError("", detail));
        }
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        entries.forEach((name, value) -> inputs.put(String.valueOf(name), value));
        return new Question(inputs, service, explain);
    }

    private static @Nullable Long number(@Nullable String release) {
        if (release == null || release.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(release);
        } catch (NumberFormatException e) {
            String detail = "release is '" + release + "'; it must be the number of a release";
            throw Problem.wrong(detail, new FieldError("release", detail));
        }
    }
}
