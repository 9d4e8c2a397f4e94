package dev.adjudge.connector.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;

/** Google's errors: a status with details, in an array where the answer would have been a stream. */
final class GoogleFailures {

    private static final JsonMapper json = new JsonMapper();

    private GoogleFailures() {}

    static PlatformFailure of(Response response) {
        JsonNode error = error(response);
        JsonNode first = error.path("details").path(0).path("errors").path(0);
        String message = "HTTP " + response.getStatus() + ", "
                + error.path("status").asText("no status") + ": "
                + (first.isMissingNode()
                        ? error.path("message").asText("no message")
                        : first.path("errorCode") + " " + first.path("message").asText());
        if (error.path("status").asText().equals("RESOURCE_EXHAUSTED")) {
            return new PlatformFailure.Busy(message, Answers.retryAfter(response));
        }
        return Answers.failure(response, message);
    }

    private static JsonNode error(Response response) {
        try {
            JsonNode body = json.readTree(response.readEntity(String.class));
            return (body.isArray() ? body.path(0) : body).path("error");
        } catch (JsonProcessingException | RuntimeException e) {
            return json.missingNode();
        }
    }
}
