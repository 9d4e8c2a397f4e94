package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.connector.sandbox.NotionPages.Page;
import dev.adjudge.connector.sandbox.NotionPages.Source;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notion's objects, as it writes them. */
@Singleton
class NotionJson {

    private static final int LONGEST_TEXT = 2_000;
    private static final String TITLE = "title";

    private final ObjectMapper json;

    NotionJson(ObjectMapper json) {
        this.json = json;
    }

    static String titleOf(Source source) {
        return source.properties().properties().stream()
                .filter(property -> property.getValue().asText().equals(TITLE))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> source(Source source) {
        Map<String, Object> properties = new LinkedHashMap<>();
        source.properties()
                .properties()
                .forEach(property -> properties.put(
                        property.getKey(),
                        Map.of(
                                "id",
                                property.getKey(),
                                "name",
                                property.getKey(),
                                "type",
                                property.getValue().asText(),
                                property.getValue().asText(),
                                Map.of())));
        return Map.of(
                "object",
                "data_source",
                "id",
                source.id(),
                "parent",
                Map.of("type", "database_id", "database_id", source.database()),
                "properties",
                properties);
    }

    Map<String, Object> page(Source source, Page page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "page");
        answer.put("id", page.id());
        answer.put("created_time", page.created());
        answer.put("last_edited_time", page.edited());
        answer.put("created_by", user(page.createdBy()));
        answer.put("last_edited_by", user(page.editedBy()));
        answer.put("archived", page.inTrash());
        answer.put("in_trash", page.inTrash());
        answer.put(
                "parent",
                Map.of("type", "data_source_id", "data_source_id", source.id(), "database_id", source.database()));
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        source.properties().properties().forEach(type -> {
            ObjectNode property = page.properties().has(type.getKey())
                    ? ((ObjectNode) page.properties().path(type.getKey())).deepCopy()
                    : empty(type.getValue().asText());
            property.put("id", type.getKey()).put("type", type.getValue().asText());
            properties.put(type.getKey(), property);
        });
        answer.put("properties", properties);
        return answer;
    }

    Map<String, Object> list(Source source, List<Page> some, @Nullable Page next) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("object", "list");
        answer.put("results", some.stream().map(page -> page(source, page)).toList());
        answer.put("next_cursor", next == null ? null : next.id());
        answer.put("has_more", next != null);
        return answer;
    }

    /** Properties as they are kept, by name; those that are not there, or of another type, are refused. */
    ObjectNode checked(Source source, JsonNode sent) {
        ObjectNode kept = json.createObjectNode();
        sent.properties().forEach(property -> {
            String name = property.getKey().equals(TITLE) ? titleOf(source) : property.getKey();
            String type = source.properties().path(name).asText();
            if (type.isEmpty()) {
                throw NotionError.wrong(name + " is not a property that exists.");
            }
            if (!property.getValue().has(type)) {
                throw NotionError.wrong(name + " is expected to be " + type + ".");
            }
            ObjectNode value = json.createObjectNode();
            value.set(type, written(name, property.getValue().path(type)));
            kept.set(name, value);
        });
        return kept;
    }

    private static JsonNode written(String name, JsonNode value) {
        for (JsonNode part : value.isArray() ? value : List.<JsonNode>of()) {
            String text = part.at("/text/content").asText();
            if (text.length() > LONGEST_TEXT) {
                throw NotionError.wrong(
                        "body.properties." + name + ".rich_text[0].text.content.length should be ≤ `2000`");
            }
            ((ObjectNode) part).put("type", "text").put("plain_text", text);
        }
        return value;
    }

    private ObjectNode empty(String type) {
        ObjectNode property = json.createObjectNode();
        switch (type) {
            case TITLE, "rich_text" -> property.putArray(type);
            case "checkbox" -> property.put(type, false);
            default -> property.putNull(type);
        }
        return property;
    }

    private static Map<String, Object> user(UUID id) {
        return Map.of("object", "user", "id", id);
    }
}
