package dev.adjudge.connector.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi30;
import com.networknt.schema.oas.OpenApi31;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An OpenAPI document (3.0 and 3.1): its paths, its parameters, and the schemas of its bodies. */
final class OpenApiSpec implements Spec {

    private static final String HERE = "https://spec.test/openapi";

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Map<Pattern, String> paths = new LinkedHashMap<>();

    OpenApiSpec(String file) throws IOException {
        document = Specs.json(file);
        // Some name no schema by their discriminators; all are tried then.
        document.findParents("discriminator").forEach(parent -> ((ObjectNode) parent).remove("discriminator"));
        boolean later = document.path("openapi").asText().startsWith("3.1");
        schemas = JsonSchemaFactory.getInstance(
                later ? VersionFlag.V202012 : VersionFlag.V4,
                builder -> builder.metaSchema(later ? OpenApi31.getInstance() : OpenApi30.getInstance())
                        .defaultMetaSchemaIri((later ? OpenApi31.getInstance() : OpenApi30.getInstance()).getIri())
                        .schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, document.toString()))));
        String base = String.valueOf(
                        URI.create(document.at("/servers/0/url").asText()).getPath())
                .replaceFirst("/$", "");
        document.path("paths")
                .fieldNames()
                .forEachRemaining(path -> paths.put(
                        Pattern.compile("\\Q" + base + path.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E"), path));
    }

    @Override
    public List<String> problems(Asked request) {
        String path = paths.entrySet().stream()
                .filter(one -> one.getKey().matcher(request.path()).matches())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        JsonNode operation = path == null
                ? MissingNode.getInstance()
                : document.path("paths").path(path).path(request.method().toLowerCase(Locale.ROOT));
        if (path == null || operation.isMissingNode()) {
            return List.of("there is no " + request.method() + " " + request.path());
        }
        List<String> problems = new ArrayList<>();
        Map<String, String> unknown = new LinkedHashMap<>(request.query());
        parameters(path, operation).forEach(parameter -> {
            String name = parameter.path("name").asText();
            String value =
                    switch (parameter.path("in").asText()) {
                        case "query" -> unknown.remove(name);
                        case "header" -> request.headers().get(name.toLowerCase(Locale.ROOT));
                        default -> "in the path";
                    };
            check(name, value, parameter, problems);
        });
        unknown.forEach((name, value) -> problems.add("there is no parameter " + name));
        body(request, path, operation, problems);
        return problems;
    }

    private List<JsonNode> parameters(String path, JsonNode operation) {
        List<JsonNode> found = new ArrayList<>();
        document.path("paths").path(path).path("parameters").forEach(one -> found.add(resolved(one)));
        operation.path("parameters").forEach(one -> found.add(resolved(one)));
        return found;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static void check(String name, @Nullable String value, JsonNode parameter, List<String> problems) {
        if (value == null) {
            if (parameter.path("required").asBoolean()) {
                problems.add("parameter " + name + " is missing");
            }
            return;
        }
        JsonNode schema = parameter.path("schema");
        if (schema.path("type").asText().equals("integer") && !value.matches("-?\\d+")) {
            problems.add("parameter " + name + " is no number: " + value);
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            problems.add("parameter " + name + " is none of " + schema.path("enum") + ": " + value);
        }
    }

    private static boolean contains(JsonNode list, String value) {
        for (JsonNode one : list) {
            if (one.equals(TextNode.valueOf(value))) {
                return true;
            }
        }
        return false;
    }

    private void body(Asked request, String path, JsonNode operation, List<String> problems) {
        JsonNode wanted = resolved(operation.path("requestBody")).path("content");
        if (wanted.isMissingNode() || wanted.isEmpty()) {
            if (!request.body().isEmpty()) {
                problems.add("a body is sent where there is none");
            }
            return;
        }
        String type = String.valueOf(request.headers().get("content-type")).replaceFirst(";.*", "");
        if (!wanted.has(type)) {
            problems.add("a body of " + type + " is not taken");
            return;
        }
        JsonNode schema = wanted.path(type).path("schema");
        String place = schema.has("$ref")
                ? schema.path("$ref").asText()
                : "#/paths/" + path.replace("~", "~0").replace("/", "~1") + "/"
                        + request.method().toLowerCase(Locale.ROOT) + "/requestBody/content/"
                        + type.replace("/", "~1") + "/schema";
        try {
            schemas.getSchema(SchemaLocation.of(HERE + place))
                    .validate(request.json())
                    .forEach(problem -> problems.add(problem.toString()));
        } catch (IOException e) {
            problems.add("the body is no JSON: " + request.body());
        }
    }
}
