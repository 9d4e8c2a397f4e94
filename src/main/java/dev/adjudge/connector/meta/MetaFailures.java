package dev.adjudge.connector.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Meta's errors: the code in the body says more than the HTTP status. */
final class MetaFailures {

    private static final JsonMapper json = new JsonMapper();

    /** Limits of the app, the user, the page, and of ads calls (Graph API error reference). */
    private static final Set<Integer> LIMITS = Set.of(4, 17, 32, 613, 80000, 80003, 80004, 80014);

    /** Unknown, service and temporary errors. */
    private static final Set<Integer> PASSING = Set.of(1, 2);

    /** An id that names nothing, or nothing that the token may see. */
    private static final int UNKNOWN_ALIAS = 803;

    private static final int INVALID = 100;
    private static final int NOT_THERE = 33;

    private MetaFailures() {}

    static PlatformFailure of(Response response) {
        JsonNode error = error(response);
        int code = error.path("code").asInt();
        String message = "HTTP " + response.getStatus()
                + (error.isMissingNode()
                        ? ""
                        : ", code " + code + ": " + error.path("message").asText());
        if (LIMITS.contains(code)) {
            return new PlatformFailure.Busy(message, Answers.retryAfter(response));
        }
        if (PASSING.contains(code)) {
            return new PlatformFailure.Unavailable(message);
        }
        if (code == UNKNOWN_ALIAS
                || code == INVALID && error.path("error_subcode").asInt() == NOT_THERE) {
            return new PlatformFailure.Missing(message);
        }
        return Answers.failure(response, message);
    }

    private static JsonNode error(Response response) {
        try {
            return json.readTree(response.readEntity(String.class)).path("error");
        } catch (JsonProcessingException | RuntimeException e) {
            return json.missingNode();
        }
    }
}
