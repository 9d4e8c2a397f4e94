package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.GraphFields.Field;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which fields, and which page, a request of the Graph API wants. */
public class GraphAsked {

    @QueryParam("fields")
    @DefaultValue("id")
    String fields = "id";

    @QueryParam("limit")
    @DefaultValue("25")
    int limit;

    @QueryParam("after")
    @Nullable String after;

    @Context
    @Nullable UriInfo uri;

    @PathParam("version")
    String version = "";

    Map<String, Object> page(Stream<Map<String, Object>> nodes, String type) {
        List<Field> wanted = GraphFields.parse(fields);
        return MetaPaging.page(
                nodes.map(node -> GraphFields.pick(wanted, node, type, base())).toList(), limit, after, uri());
    }

    Map<String, Object> one(Map<String, Object> node, String type) {
        return GraphFields.pick(GraphFields.parse(fields), node, type, base());
    }

    private UriInfo uri() {
        return Objects.requireNonNull(uri);
    }

    private String base() {
        return uri().getBaseUri().resolve("/sandbox/meta/" + version).toString();
    }
}
