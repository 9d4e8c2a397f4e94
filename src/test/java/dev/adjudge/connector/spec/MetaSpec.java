package dev.adjudge.connector.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The descriptions that Meta's own SDKs are made from: nodes, their edges, parameters and fields. */
final class MetaSpec implements Spec {

    /** Of every edge and node, and so in no description. */
    private static final List<String> EVERYWHERE = List.of("fields", "limit", "after", "before", "summary");

    @Override
    public List<String> problems(Asked request) throws IOException {
        String[] parts = request.path().split("/");
        String version = Specs.text("meta/api_specs/version.txt").strip();
        if (!parts[1].equals(version)) {
            return List.of("the version is " + version + ", not " + parts[1]);
        }
        String node = node(parts[2]);
        String edge = parts.length > 3 ? parts[3] : "";
        if (node.equals("User")) { // has no description here: what it gives are ad accounts
            return edge.equals("adaccounts") ? fields(request, "AdAccount") : List.of("there is no User/" + edge);
        }
        JsonNode spec = Specs.json("meta/api_specs/" + node + ".json");
        for (JsonNode api : spec.path("apis")) {
            String name = api.path("endpoint").asText(api.path("name").asText());
            if (api.path("method").asText().equals(request.method())
                    && (edge.isEmpty() ? name.startsWith("#") : name.equals(edge))) {
                List<String> problems = parameters(request, api);
                problems.addAll(fields(request, api.path("return").asText()));
                return problems;
            }
        }
        return List.of("there is no " + request.method() + " " + node + "/" + edge);
    }

    private static String node(String id) {
        return id.equals("me") ? "User" : id.startsWith("act_") ? "AdAccount" : "Campaign";
    }

    private static List<String> parameters(Asked request, JsonNode api) {
        List<String> problems = new ArrayList<>();
        Map<String, String> sent = new LinkedHashMap<>(request.query());
        sent.putAll(request.form());
        sent.keySet().removeAll(EVERYWHERE);
        for (JsonNode parameter : api.path("params")) {
            String value = sent.remove(parameter.path("name").asText());
            String type = parameter.path("type").asText();
            if (value == null) {
                if (parameter.path("required").asBoolean()) {
                    problems.add("parameter " + parameter.path("name") + " is missing");
                }
            } else if (type.endsWith("int") && !value.matches("\\d+")
                    || type.equals("bool") && !value.matches("true|false")
                    || type.startsWith("list<") && !value.startsWith("[")
                    || (type.equals("map") || type.equals("Object")) && !value.startsWith("{")) {
                problems.add("parameter " + parameter.path("name") + " is no " + type + ": " + value);
            }
        }
        sent.keySet().forEach(name -> problems.add("there is no parameter " + name));
        return problems;
    }

    private static List<String> fields(Asked request, String type) throws IOException {
        String fields = request.query().get("fields");
        if (fields == null) {
            return List.of();
        }
        List<String> there = new ArrayList<>();
        Specs.json("meta/api_specs/" + type + ".json")
                .path("fields")
                .forEach(field -> there.add(field.path("name").asText()));
        return Arrays.stream(fields.split(","))
                .filter(field -> !there.contains(field))
                .map(field -> type + " has no field " + field)
                .toList();
    }
}
