package dev.adjudge.rules.dmn;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.ast.DecisionNode;
import org.kie.dmn.api.core.ast.DecisionServiceNode;
import org.kie.dmn.api.core.ast.InputDataNode;
import org.kie.dmn.core.ast.InputDataNodeImpl;

/** A model for those who call it: its inputs and results as JSON Schema, its calls as OpenAPI. */
final class ModelDescription {

    private static final String COMPONENTS = "#/components/schemas/";
    private static final String DEFINITIONS = "#/definitions/";

    private final DMNModel model;
    private final Inputs inputs;
    private final TypeSchema types;

    private ModelDescription(DMNModel model, Inputs inputs, String references) {
        this.model = model;
        this.inputs = inputs;
        this.types = new TypeSchema(model, references);
    }

    /** In the form of KIE's {@code /jitdmn/schema}. */
    static Map<String, Object> schema(DMNModel model, Inputs inputs) {
        ModelDescription description = new ModelDescription(model, inputs, DEFINITIONS);
        Map<String, Object> input = description.inputSet(null);
        Map<String, Object> output = description.outputSet(ModelSummary.decisions(model));
        Map<String, Object> definitions = new TreeMap<>(description.types.schemas());
        definitions.put("InputSet", input);
        definitions.put("OutputSet", output);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("definitions", definitions);
        schema.put("$ref", DEFINITIONS + "InputSet");
        return schema;
    }

    static Map<String, Object> openApi(DMNModel model, Inputs inputs, long release) {
        return new ModelDescription(model, inputs, COMPONENTS).document(release);
    }

    private Map<String, Object> document(long release) {
        Map<String, Object> sets = new TreeMap<>();
        sets.put("InputSet", inputSet(null));
        sets.put("OutputSet", outputSet(ModelSummary.decisions(model)));
        Map<String, Object> paths = new LinkedHashMap<>();
        String path = "/dmn/" + encoded(model.getName());
        Calls calls = new Calls(COMPONENTS, new Example(types.schemas()));
        paths.put(path, calls.deciding("All decisions of " + model.getName(), "InputSet", sets, "OutputSet"));
        paths.put(
                path + "/dmnresult",
                calls.explaining("The same, with messages and the rules that matched", "InputSet", sets));
        for (DecisionServiceNode service : ModelSummary.services(model)) {
            String key = TypeSchema.key(service.getName());
            while (sets.containsKey("InputSet_" + key)) {
                key += "_";
            }
            String set = "InputSet_" + key;
            String outputs = "OutputSet_" + key;
            sets.put(set, inputSet(service.getName()));
            sets.put(outputs, outputSet(ModelSummary.outputs(model, service)));
            String at = path + "/" + encoded(service.getName());
            paths.put(at, calls.deciding("The decision service " + service.getName(), set, sets, outputs));
            paths.put(
                    at + "/dmnresult",
                    calls.explaining("The same, with messages and the rules that matched", set, sets));
        }
        Map<String, Object> schemas = new TreeMap<>(types.schemas());
        schemas.putAll(sets);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", model.getName(), "version", String.valueOf(release)));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas));
        return document;
    }

    private Map<String, Object> inputSet(@Nullable String service) {
        Map<String, DMNType> wanted = inputs.wanted(service);
        Map<String, Object> properties = new LinkedHashMap<>();
        wanted.forEach((name, type) -> properties.put(name, described(types.of(type), name)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", new ArrayList<>(wanted.keySet()));
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> outputSet(Collection<DecisionNode> decisions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (DecisionNode decision : decisions) {
            properties.put(decision.getName(), types.of(decision.getResultType()));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> described(Map<String, Object> schema, String name) {
        InputDataNode input = model.getInputByName(name);
        String description =
                input instanceof InputDataNodeImpl node ? node.getInputData().getDescription() : null;
        if (description != null) {
            schema.put("description", description);
        }
        return schema;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The calls of a document. */
    private record Calls(String references, Example examples) {

        Map<String, Object> deciding(String summary, String input, Map<String, Object> sets, String output) {
            return post(summary, input, sets, Map.of("$ref", references + output));
        }

        Map<String, Object> explaining(String summary, String input, Map<String, Object> sets) {
            return post(summary, input, sets, Map.of("type", "object"));
        }

        private Map<String, Object> post(
                String summary, String input, Map<String, Object> sets, Map<String, Object> answer) {
            Map<String, Object> content = new LinkedHashMap<>();
            content.put("schema", Map.of("$ref", references + input));
            Object example = examples.of((Map<?, ?>) sets.getOrDefault(input, Map.of()));
            if (example != null) {
                content.put("example", example);
            }
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("summary", summary);
            call.put("requestBody", Map.of("required", true, "content", Map.of("application/json", content)));
            Map<String, Object> responses = new LinkedHashMap<>();
            responses.put("200", response("Decided", "application/json", answer));
            responses.put(
                    "422", response("An input breaks its type", "application/problem+json", Map.of("type", "object")));
            call.put("responses", responses);
            return Map.of("post", call);
        }

        private static Map<String, Object> response(String text, String type, Map<String, Object> schema) {
            return Map.of("description", text, "content", Map.of(type, Map.of("schema", schema)));
        }
    }
}
