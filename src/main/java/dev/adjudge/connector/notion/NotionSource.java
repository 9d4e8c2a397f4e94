package dev.adjudge.connector.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.act.Board;
import dev.adjudge.connector.PlatformFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data source that has all properties that a card needs.
 *
 * @param parent where its pages are made
 */
record NotionSource(String id, Map<String, Object> parent) {

    /** Looks at a data source, and adds the properties that it lacks. */
    static NotionSource prepared(Notion notion, String id, Board.Kind kind) {
        Notion.DataSource source = notion.source(id);
        Map<String, Object> missing = new LinkedHashMap<>();
        NotionCard.properties(kind).forEach((name, made) -> {
            String type = made.keySet().iterator().next();
            Notion.Property there = source.properties().get(name);
            if (there == null) {
                missing.put(name, made);
            } else if (!there.type().equals(type)) {
                throw new PlatformFailure.Refused(
                        "the data source " + id + " has a property '" + name + "' of the type " + there.type()
                                + ", and " + type + " is needed. Give that one another name; ours is added then");
            }
        });
        if (!missing.isEmpty()) {
            notion.addProperties(id, new Notion.Changes(missing));
        }
        return new NotionSource(id, parent(notion, source));
    }

    /** A database of one source takes pages itself, as Notion describes it; one of several has to be told which. */
    private static Map<String, Object> parent(Notion notion, Notion.DataSource source) {
        JsonNode parent = source.parent();
        String database = parent == null ? "" : parent.path("database_id").asText();
        if (!database.isEmpty()) {
            List<JsonNode> sources = notion.database(database).dataSources();
            if (sources != null && sources.size() == 1) {
                return Map.of("type", "database_id", "database_id", database);
            }
        }
        return Map.of("type", "data_source_id", "data_source_id", source.id());
    }
}
