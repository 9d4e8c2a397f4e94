package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjudge.platform.Sql;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import javax.sql.DataSource;

/** Databox's Push API: the last value of a metric, day and attributes stays. */
@Path("/sandbox/databox")
class DataboxSandbox {

    private final DataSource database;

    DataboxSandbox(DataSource database) {
        this.database = database;
    }

    @POST
    @Path("/data")
    @Consumes({MediaType.APPLICATION_JSON, "application/vnd.databox.v2+json"})
    @Produces({"application/vnd.databox.v2+json", MediaType.APPLICATION_JSON})
    public Response push(JsonNode figures) {
        if (!figures.isArray()) {
            return refused("An array of data is expected");
        }
        for (JsonNode figure : figures) {
            if (figure.path("key").asText().isBlank() || !figure.path("value").isNumber()) {
                return refused("Each datum needs a key and a numeric value: " + figure);
            }
        }
        Sql.change(database, connection -> {
            Sql sql = new Sql(connection);
            for (JsonNode figure : figures) {
                ObjectNode attributes = JsonNodeFactory.instance.objectNode();
                figure.path("attributes")
                        .forEach(one -> attributes.set(one.path("key").asText(), one.path("value")));
                sql.run(
                        "INSERT INTO sandbox.databox_values (key, date, attributes, value, unit) VALUES (?, ?, ?::jsonb, ?, ?)"
                                + " ON CONFLICT (key, date, attributes) DO UPDATE SET value = excluded.value, unit = excluded.unit,"
                                + " pushes = sandbox.databox_values.pushes + 1",
                        figure.path("key").asText(),
                        figure.path("date").asText(),
                        attributes.toString(),
                        figure.path("value").decimalValue(),
                        figure.path("unit").isTextual() ? figure.path("unit").asText() : null);
            }
        });
        return Response.ok(Map.of("status", "OK", "message", figures.size() + " data taken"))
                .build();
    }

    private static Response refused(String message) {
        return Response.status(400)
                .entity(Map.of("status", "error", "message", message))
                .build();
    }
}
