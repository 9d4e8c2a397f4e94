package dev.adjudge.connector.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The descriptions that Meta's own SDKs are made from: nodes, their edges, parameters and fields. */
final class MetaSpec implements Spec {

    /** Of every edge and node, and so in no description. */
    private static final List<String> EVERYWHERE = List.of("fields", "limit", "after", "before", "summary");

    /** Conversations have no description here; these are their documented fields. */
    private static final Map<String, List<String>> DOCUMENTED = Map.of(
            "UnifiedThread",
            List.of("id", "link", "updated_time", "message_count", "unread_count", "participants", "messages"),
            "UnifiedMessage",
            List.of("id", "created_time", "from", "to", "message", "tags", "attachments"));

    @Override
    public List<String> problems(Asked request) throws IOException {
        String[] parts = request.path().split("/");
        String version = Specs.text("meta/api_specs/version.txt").strip();
        if (!parts[1].equals(version)) {
            return List.of("the version is " + version + ", not " + parts[1]);
        }
        String node = node(parts[2]);
        String edge = parts.length > 3 ? parts[3] : "";
        if (node.equals("User")) { // has no description here: what it gives are ad accounts and pages
            return switch (edge) {
                case "adaccounts" -> fields(request, "AdAccount");
                case "accounts" -> fields(request, "Page");
                default -> List.of("there is no User/" + edge);
            };
        }
        if (node.equals("UnifiedMessage")) {
            return request.method().equals("GET") && edge.isEmpty()
                    ? fields(request, node)
                    : List.of("there is no " + request.method() + " of a message");
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
        if (id.equals("me")) {
            return "User";
        }
        if (id.startsWith("act_")) {
            return "AdAccount";
        }
        if (id.startsWith("m_")) {
            return "UnifiedMessage";
        }
        if (id.contains("_")) {
            return id.startsWith("61") ? "PagePost" : "Comment";
        }
        return id.startsWith("61")
                ? "Page"
                : id.startsWith("1784")
                        ? "IGUser"
                        : id.startsWith("179") ? "IGMedia" : id.matches("1[78].*") ? "IGComment" : "Campaign";
    }

    private static List<String> values(String type) throws IOException {
        List<String> values = new ArrayList<>();
        for (JsonNode one : Specs.json("meta/api_specs/enum_types.json")) {
            if (one.path("name").asText().equals(type)) {
                one.path("values").forEach(value -> values.add(value.asText()));
            }
        }
        return values;
    }

    private static List<String> parameters(Asked request, JsonNode api) throws IOException {
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
                    || type.endsWith("_enum_param") && !values(type).contains(value)
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
        return fields == null ? List.of() : expanded(fields, type);
    }

    /** Fields may name what is inside them, and edges with their parameters: {@code comments.limit(5){id}}. */
    private static List<String> expanded(String fields, String type) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String field : split(fields)) {
            String name = field.replaceFirst("[.{].*", "");
            String inner = field.contains("{") ? field.substring(field.indexOf('{') + 1, field.length() - 1) : "";
            if (DOCUMENTED.containsKey(type)) {
                if (!DOCUMENTED.get(type).contains(name)) {
                    problems.add(type + " has no documented field " + name);
                } else if (name.equals("messages") && !inner.isEmpty()) {
                    problems.addAll(expanded(inner, "UnifiedMessage"));
                }
                continue;
            }
            JsonNode spec = Specs.json("meta/api_specs/" + type + ".json");
            JsonNode edge = edge(spec, name);
            if (!edge.isMissingNode()) {
                problems.addAll(arguments(field.replaceFirst("\\{.*", ""), edge));
                problems.addAll(expanded(
                        inner.isEmpty() ? "id" : inner, edge.path("return").asText()));
            } else if (!there(spec, name)) {
                problems.add(type + " has no field " + name);
            }
        }
        return problems;
    }

    private static boolean there(JsonNode spec, String name) {
        for (JsonNode field : spec.path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode edge(JsonNode spec, String name) {
        for (JsonNode api : spec.path("apis")) {
            if (api.path("method").asText().equals("GET")
                    && api.path("endpoint").asText(api.path("name").asText()).equals(name)) {
                return api;
            }
        }
        return spec.path("none");
    }

    private static List<String> arguments(String called, JsonNode edge) throws IOException {
        Map<String, String> sent = new LinkedHashMap<>();
        Matcher argument = Pattern.compile("\\.(\\w+)\\(([^)]*)\\)").matcher(called);
        while (argument.find()) {
            sent.put(argument.group(1), argument.group(2));
        }
        String query = sent.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("&"));
        return parameters(new Asked("", "GET", "/meta/v25.0/x?" + query, Map.of(), ""), edge);
    }

    /** At the commas that stand in no braces. */
    private static List<String> split(String fields) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < fields.length(); i++) {
            char c = fields.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(fields.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(fields.substring(from));
        return parts;
    }
}
