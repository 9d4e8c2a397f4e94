package dev.adjudge.connector.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Google's errors: a status with details, in an array where the answer would have been a stream. */
final class GoogleFailures {

    private static final JsonMapper json = new JsonMapper();

    private static final int DEADLINE_EXCEEDED = 4;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int ABORTED = 10;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;

    private GoogleFailures() {}

    static PlatformFailure of(Response response) {
        JsonNode error = error(response);
        JsonNode first = error.path("details").path(0).path("errors").path(0);
        String message = "HTTP " + response.getStatus() + ", "
                + error.path("status").asText("no status") + ": "
                + (first.isMissingNode()
                        ? error.path("message").asText("no message")
                        : first.path("errorCode") + " " + first.path("message").asText());
        if (response.getStatus() == 401 && response.getHeaderString(GoogleRequests.RENEWED) != null) {
            return new PlatformFailure.Unavailable(message + "; a new access token is fetched");
        }
        if (error.path("status").asText().equals("RESOURCE_EXHAUSTED")) {
            Duration wait = wait(first);
            return new PlatformFailure.Busy(
                    message, Answers.orAWhile(wait == null ? Answers.retryAfter(response) : wait));
        }
        return Answers.failure(response, message);
    }

    /** An error that stands inside an answer: its code is a google.rpc.Code, or an HTTP status. */
    static PlatformFailure of(GoogleAds.Status error) {
        JsonNode first = error.details() == null || error.details().isEmpty()
                ? json.missingNode()
                : error.details().get(0).path("errors").path(0);
        String message = "code " + error.code() + ": "
                + (first.isMissingNode()
                        ? String.valueOf(error.message())
                        : first.path("errorCode") + " " + first.path("message").asText());
        return switch (error.code()) {
            case RESOURCE_EXHAUSTED, 429 -> new PlatformFailure.Busy(message, Answers.orAWhile(wait(first)));
            case DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, 408, 500, 503, 504 ->
                new PlatformFailure.Unavailable(message);
            default -> new PlatformFailure.Refused(message);
        };
    }

    /** How long a quota is used up for, as protocol buffers write a time in JSON: {@code "30s"}. */
    private static @Nullable Duration wait(JsonNode error) {
        String delay = error.at("/details/quotaErrorDetails/retryDelay").asText();
        return delay.matches("\\d{1,6}(\\.\\d{1,9})?s") ? Duration.parse("PT" + delay) : null;
    }

    /** Where tokens are issued errors have a form of their own. */
    static String oauth(Response response) {
        try {
            JsonNode body = json.readTree(response.readEntity(String.class));
            return body.path("error").asText("no error") + ": "
                    + body.path("error_description").asText("no description");
        } catch (JsonProcessingException | RuntimeException e) {
            return "no JSON";
        }
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
