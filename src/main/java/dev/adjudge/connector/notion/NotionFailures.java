package dev.adjudge.connector.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;

/** Notion's errors: {@code {"object":"error","status":400,"code":"validation_error","message":…}}. */
final class NotionFailures {

    private static final JsonMapper json = new JsonMapper();

    private NotionFailures() {}

    static RuntimeException of(Response response) {
        String body = response.readEntity(String.class);
        JsonNode error = read(body);
        String message = "HTTP " + response.getStatus() + " "
                + error.path("code").asText() + ": " + error.path("message").asText(body);
        return switch (error.path("code").asText()) {
            case "object_not_found" ->
                new PlatformFailure.Missing(message
                        + ". Share the page, or the database, with the integration (adjudge.connector.notion.*)");
            // Somebody else edited it in the same moment.
            case "conflict_error" -> new PlatformFailure.Unavailable(message);
            default -> Answers.failure(response, message);
        };
    }

    private static JsonNode read(String body) {
        try {
            JsonNode error = json.readTree(body);
            return error == null ? MissingNode.getInstance() : error;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
