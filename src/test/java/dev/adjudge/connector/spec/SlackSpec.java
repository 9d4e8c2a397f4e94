package dev.adjudge.connector.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Slack's Web API in Swagger 2.0: it describes arguments as form fields, which may be sent as JSON too, objects unquoted. */
final class SlackSpec implements Spec {

    @Override
    public List<String> problems(Asked request) throws IOException {
        JsonNode operation = Specs.json("slack/slack_web_openapi_v2.json")
                .path("paths")
                .path(request.path().replaceFirst("^/api", ""))
                .path(request.method().toLowerCase(Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of("there is no " + request.method() + " " + request.path());
        }
        List<String> problems = new ArrayList<>();
        JsonNode body = request.json();
        body.fieldNames().forEachRemaining(name -> {
            JsonNode field = field(operation, name);
            if (field.isMissingNode()) {
                problems.add("there is no argument " + name);
            } else if (field.path("type").asText().equals("boolean")
                    && !body.path(name).isBoolean()) {
                problems.add(name + " is no boolean");
            }
        });
        for (JsonNode field : operation.path("parameters")) {
            if (field.path("in").asText().equals("formData")
                    && field.path("required").asBoolean()
                    && !body.has(field.path("name").asText())) {
                problems.add(field.path("name").asText() + " is missing");
            }
        }
        return problems;
    }

    private static JsonNode field(JsonNode operation, String name) {
        for (JsonNode field : operation.path("parameters")) {
            if (field.path("name").asText().equals(name)) {
                return field;
            }
        }
        return operation.path("none");
    }
}
