package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Notion's way of saying no. */
final class NotionError {

    private NotionError() {}

    static WebApplicationException wrong(String message) {
        return error(400, "validation_error", message);
    }

    static WebApplicationException notFound(String what, Object id) {
        return error(
                404,
                "object_not_found",
                "Could not find " + what + " with ID: " + id
                        + ". Make sure the relevant pages and databases are shared with your integration.");
    }

    static WebApplicationException noVersion() {
        return error(400, "missing_version", "Notion-Version header failed validation: it should be '2025-09-03'");
    }

    private static WebApplicationException error(int status, String code, String message) {
        return new WebApplicationException(
                message,
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Map.of("object", "error", "status", status, "code", code, "message", message))
                        .build());
    }
}
