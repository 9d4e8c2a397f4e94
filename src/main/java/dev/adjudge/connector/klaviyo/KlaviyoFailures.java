package dev.adjudge.connector.klaviyo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;

/** Klaviyo's errors, in the form of JSON:API. */
final class KlaviyoFailures {

    private static final JsonMapper json = new JsonMapper();

    private KlaviyoFailures() {}

    static PlatformFailure of(Response response) {
        JsonNode error = error(response);
        String message = "HTTP " + response.getStatus()
                + (error.isMissingNode()
                        ? ""
                        : ", " + error.path("code").asText() + ": "
                                + error.path("detail").asText());
        return Answers.failure(response, message);
    }

    private static JsonNode error(Response response) {
        try {
            return json.readTree(response.readEntity(String.class))
                    .path("errors")
                    .path(0);
        } catch (JsonProcessingException | RuntimeException e) {
            return json.missingNode();
        }
    }
}
