package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What the simulated Notion holds, in PostgreSQL: it survives whatever happens to the service. Its clock knows minutes. */
@Singleton
class NotionPages {

    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;

    NotionPages(DataSource database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** @param properties name to type */
    record Source(UUID id, UUID database, String title, ObjectNode properties) {}

    record Page(
            UUID id,
            UUID source,
            ObjectNode properties,
            boolean inTrash,
            UUID createdBy,
            Instant created,
            UUID editedBy,
            Instant edited) {}

    Optional<Source> source(UUID id) {
        return using(sql -> sql.find("SELECT * FROM sandbox.notion_sources WHERE id = ?", this::source, id));
    }

    Optional<Source> sourceOf(UUID databaseId) {
        return using(sql ->
                sql.find("SELECT * FROM sandbox.notion_sources WHERE database_id = ?", this::source, databaseId));
    }

    /** @param types name to type */
    void add(UUID source, ObjectNode types) {
        using(sql -> sql.run(
                "UPDATE sandbox.notion_sources SET properties = properties || ?::jsonb WHERE id = ?",
                types.toString(),
                source));
    }

    /** In the order in which they were made. */
    List<Page> of(UUID source) {
        return using(sql -> sql.list(
                "SELECT * FROM sandbox.notion_pages WHERE source_id = ? AND NOT in_trash ORDER BY number",
                this::page,
                source));
    }

    Optional<Page> page(UUID id) {
        return using(sql -> sql.find("SELECT * FROM sandbox.notion_pages WHERE id = ?", this::page, id));
    }

    Page make(UUID source, ObjectNode properties, UUID by) {
        UUID id = UUID.randomUUID();
        using(sql -> sql.run(
                "INSERT INTO sandbox.notion_pages (id, source_id, properties, created_by, created_time, last_edited_by,"
                        + " last_edited_time) VALUES (?, ?, ?::jsonb, ?, ?, ?, ?)",
                id,
                source,
                properties.toString(),
                by,
                now(),
                by,
                now()));
        return page(id).orElseThrow();
    }

    Page change(UUID id, ObjectNode properties, boolean inTrash, UUID by) {
        using(sql -> sql.run(
                "UPDATE sandbox.notion_pages SET properties = properties || ?::jsonb, in_trash = ?, last_edited_by = ?,"
                        + " last_edited_time = ? WHERE id = ?",
                properties.toString(),
                inTrash,
                by,
                now(),
                id));
        return page(id).orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    private Source source(ResultSet row) throws SQLException {
        return new Source(
                row.getObject("id", UUID.class),
                row.getObject("database_id", UUID.class),
                row.getString("title"),
                object(row.getString("properties")));
    }

    private Page page(ResultSet row) throws SQLException {
        return new Page(
                row.getObject("id", UUID.class),
                row.getObject("source_id", UUID.class),
                object(row.getString("properties")),
                row.getBoolean("in_trash"),
                row.getObject("created_by", UUID.class),
                Sql.instantThere(row, "created_time"),
                row.getObject("last_edited_by", UUID.class),
                Sql.instantThere(row, "last_edited_time"));
    }

    private ObjectNode object(String text) throws SQLException {
        try {
            JsonNode read = json.readTree(text);
            return (ObjectNode) read;
        } catch (JsonProcessingException e) {
            throw new SQLException("A page of the sandbox can't be read", e);
        }
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "simulating Notion", use);
    }
}
