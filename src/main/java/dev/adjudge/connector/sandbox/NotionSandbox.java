package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.connector.sandbox.NotionPages.Page;
import dev.adjudge.connector.sandbox.NotionPages.Source;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notion's API as far as pages of data sources go, and its people, who edit pages with {@code PATCH /people/{user}/pages/{id}}. */
@Path("/sandbox/notion")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class NotionSandbox {

    private static final int MOST_RESULTS = 100;

    private final NotionPages pages;
    private final NotionJson answers;
    private final ObjectMapper json;

    NotionSandbox(NotionPages pages, NotionJson answers, ObjectMapper json) {
        this.pages = pages;
        this.answers = answers;
        this.json = json;
    }

    @GET
    @Path("/v1/users/{id}")
    public Map<String, Object> user(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id) {
        check(version);
        return NotionUser.all().stream()
                .filter(user -> user.id().toString().equals(id))
                .findFirst()
                .orElseThrow(() -> NotionError.notFound("user", id))
                .json();
    }

    @GET
    @Path("/v1/databases/{id}")
    public Map<String, Object> database(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id) {
        check(version);
        Source source = pages.sourceOf(uuid(id)).orElseThrow(() -> NotionError.notFound("database", id));
        return Map.of(
                "object",
                "database",
                "id",
                source.database(),
                "data_sources",
                List.of(Map.of("id", source.id(), "name", source.title())));
    }

    @GET
    @Path("/v1/data_sources/{id}")
    public Map<String, Object> source(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id) {
        check(version);
        return answers.source(source(id));
    }

    @PATCH
    @Path("/v1/data_sources/{id}")
    public Map<String, Object> addProperties(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id, JsonNode body) {
        check(version);
        Source source = source(id);
        ObjectNode types = json.createObjectNode();
        body.path("properties").properties().forEach(property -> {
            String type = property.getValue().properties().stream()
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .orElseThrow(() -> NotionError.wrong("body.properties." + property.getKey() + " has no type"));
            types.put(property.getKey(), type);
        });
        pages.add(source.id(), types);
        return answers.source(source(id));
    }

    @POST
    @Path("/v1/data_sources/{id}/query")
    public Map<String, Object> query(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id, JsonNode body) {
        check(version);
        Source source = source(id);
        int size = body.path("page_size").asInt(MOST_RESULTS);
        if (size < 1 || size > MOST_RESULTS) {
            throw NotionError.wrong("body.page_size should be at most 100, instead was " + size);
        }
        String title = NotionJson.titleOf(source);
        List<Page> found = pages.of(source.id()).stream()
                .filter(page -> NotionFilter.takes(body.path("filter"), page, title))
                .toList();
        String cursor = body.path("start_cursor").asText();
        List<Page> from = cursor.isEmpty()
                ? found
                : found.stream()
                        .dropWhile(page -> !page.id().toString().equals(cursor))
                        .toList();
        return answers.list(
                source, from.subList(0, Math.min(size, from.size())), from.size() > size ? from.get(size) : null);
    }

    @POST
    @Path("/v1/pages")
    public Map<String, Object> make(@HeaderParam("Notion-Version") @Nullable String version, JsonNode body) {
        check(version);
        JsonNode parent = body.path("parent");
        Source source = parent.has("data_source_id")
                ? source(parent.path("data_source_id").asText())
                : pages.sourceOf(uuid(parent.path("database_id").asText()))
                        .orElseThrow(() -> NotionError.notFound("database", parent.path("database_id")));
        return answers.page(
                source, pages.make(source.id(), answers.checked(source, body.path("properties")), NotionUser.BOT));
    }

    @GET
    @Path("/v1/pages/{id}")
    public Map<String, Object> page(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id) {
        check(version);
        Page page = page(id);
        return answers.page(source(page.source().toString()), page);
    }

    @PATCH
    @Path("/v1/pages/{id}")
    public Map<String, Object> update(
            @HeaderParam("Notion-Version") @Nullable String version, @PathParam("id") String id, JsonNode body) {
        check(version);
        return change(id, body, NotionUser.BOT);
    }

    /** As somebody does it who looks at the page; {@code user} is an id or an e-mail address. */
    @PATCH
    @Path("/people/{user}/pages/{id}")
    public Map<String, Object> edit(@PathParam("user") String user, @PathParam("id") String id, JsonNode body) {
        UUID by = NotionUser.all().stream()
                .filter(one -> one.id().toString().equals(user) || user.equals(one.email()))
                .map(NotionUser::id)
                .findFirst()
                .orElseThrow(() -> NotionError.notFound("user", user));
        return change(id, body, by);
    }

    private Map<String, Object> change(String id, JsonNode body, UUID by) {
        Page page = page(id);
        boolean inTrash = body.path("in_trash").asBoolean(page.inTrash());
        if (page.inTrash() && inTrash) {
            throw NotionError.wrong("Can't edit block that is archived. You must unarchive the block before editing.");
        }
        Source source = source(page.source().toString());
        return answers.page(
                source, pages.change(page.id(), answers.checked(source, body.path("properties")), inTrash, by));
    }

    private Source source(String id) {
        return pages.source(uuid(id)).orElseThrow(() -> NotionError.notFound("data_source", id));
    }

    private Page page(String id) {
        return pages.page(uuid(id)).orElseThrow(() -> NotionError.notFound("page", id));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw NotionError.wrong("path failed validation: the id should be a valid uuid, instead was '" + id + "'");
        }
    }

    private static void check(@Nullable String version) {
        if (!"2025-09-03".equals(version)) {
            throw NotionError.noVersion();
        }
    }
}
