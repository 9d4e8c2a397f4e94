package dev.adjudge.api;

import dev.adjudge.platform.JsonBody;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.dmn.DecisionModel;
import dev.adjudge.rules.dmn.DmnResult;
import dev.adjudge.rules.dmn.Question;
import dev.adjudge.rules.dmn.ReleaseModels;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Decisions asked for and answered as CloudEvents, one or a batch at a time. */
@Path("/events")
@Tag(name = "DMN models")
final class EventResource {

    private static final String EVENT = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final int MOST_EVENTS = 1_000;

    private final ReleaseModels models;
    private final JsonBody json;
    private final Clock clock;

    EventResource(ReleaseModels models, JsonBody json, Clock clock) {
        this.models = models;
        this.json = json;
        this.clock = clock;
    }

    @POST
    @Consumes({EVENT, "application/json"})
    @Produces({EVENT, "application/json"})
    @Operation(
            summary = "Answers a DecisionRequest with a DecisionResponse",
            description =
                    "CloudEvents 1.0, structured JSON. kogitodmnmodelname names the model, kogitodmnevaldecision a"
                            + " decision service of it; kogitodmnfullresultset asks for messages and matched rules"
                            + " (DecisionResponseFull), kogitodmnfilteredctx for the decisions without the inputs.")
    public Map<String, @Nullable Object> one(InputStream body) {
        return answer(json.read(body, models.mostBytes()));
    }

    @POST
    @Consumes(BATCH)
    @Produces(BATCH)
    @Operation(
            summary = "Answers each event of a batch, in order",
            description = "One that can't be answered gets a DecisionResponseError whose data is the problem.")
    public List<Map<String, @Nullable Object>> batch(InputStream body) {
        if (!(json.read(body, models.mostBytes()) instanceof List<?> events) || events.size() > MOST_EVENTS) {
            throw Problem.wrong(
                    "A batch is an array of up to " + MOST_EVENTS + " events",
                    new FieldError("", "must be an array of up to " + MOST_EVENTS + " events"));
        }
        List<Map<String, @Nullable Object>> answers = new ArrayList<>();
        long began = System.nanoTime();
        for (Object event : events) {
            try {
                if (System.nanoTime() - began > models.batchTime().toNanos()) {
                    throw Problem.wrong("The events before this one took all the "
                            + models.batchTime().toSeconds() + " seconds of a batch; send the rest in another");
                }
                answers.add(answer(event));
            } catch (Problem e) {
                answers.add(refusal(event, e));
            }
        }
        return answers;
    }

    private Map<String, @Nullable Object> answer(@Nullable Object body) {
        if (!(body instanceof Map<?, ?> fields)) {
            throw Problem.wrong(
                    "The body must be a CloudEvent in structured JSON", new FieldError("", "must be an object"));
        }
        List<FieldError> errors = new ArrayList<>();
        DecisionEvent event = DecisionEvent.of(fields, errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("The event is no request for a decision", errors.toArray(FieldError[]::new));
        }
        DecisionModel model = model(event);
        Map<String, @Nullable Object> response =
                envelope(event.full() ? "DecisionResponseFull" : "DecisionResponse", model.name(), event.subject());
        response.put(DecisionEvent.MODEL, model.name());
        response.put(DecisionEvent.NAMESPACE, model.namespace());
        put(response, DecisionEvent.SERVICE, event.service());
        put(response, "traceparent", event.traceParent());
        response.put("data", data(model, event));
        return response;
    }

    private DecisionModel model(DecisionEvent event) {
        DecisionModel model;
        try {
            model = models.model(event.model(), null);
        } catch (Problem e) {
            throw wrong(DecisionEvent.MODEL, String.valueOf(e.getMessage()));
        }
        if (event.namespace() != null && !event.namespace().equals(model.namespace())) {
            throw wrong(
                    DecisionEvent.NAMESPACE,
                    "is \"" + event.namespace() + "\"; the model '" + model.name() + "' has " + model.namespace());
        }
        if (event.service() != null && !model.hasService(event.service())) {
            throw wrong(
                    DecisionEvent.SERVICE,
                    "is \"" + event.service() + "\"; the model has the decision services "
                            + model.summary().decisionServices());
        }
        return model;
    }

    private static Object data(DecisionModel model, DecisionEvent event) {
        Question question = new Question(event.data(), event.service(), event.full());
        try {
            if (event.decisionsOnly() && !event.full()) {
                return model.decide(question);
            }
            DmnResult result = model.explain(question);
            return event.full() ? result : result.dmnContext();
        } catch (Problem e) {
            throw e.below("/data");
        }
    }

    private Map<String, @Nullable Object> refusal(@Nullable Object asked, Problem problem) {
        Map<?, ?> event = asked instanceof Map<?, ?> fields ? fields : Map.of();
        String model = String.valueOf(event.get(DecisionEvent.MODEL));
        Map<String, @Nullable Object> response = envelope(
                "DecisionResponseError", model, event.get("subject") instanceof String subject ? subject : null);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", problem.title());
        data.put("status", problem.status());
        data.put("detail", String.valueOf(problem.getMessage()));
        data.put("errors", problem.errors());
        response.put("data", data);
        return response;
    }

    private Map<String, @Nullable Object> envelope(String type, String model, @Nullable String subject) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", UUID.randomUUID().toString());
        event.put(
                "source",
                "/dmn/" + URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20"));
        event.put("type", type);
        put(event, "subject", subject);
        event.put("time", clock.instant().toString());
        event.put("datacontenttype", "application/json");
        return event;
    }

    private static void put(Map<String, @Nullable Object> event, String name, @Nullable String value) {
        if (value != null) {
            event.put(name, value);
        }
    }

    private static Problem wrong(String field, String detail) {
        return Problem.wrong(
                "The event can't be answered: " + field + " " + detail, new FieldError("/" + field, detail));
    }
}
