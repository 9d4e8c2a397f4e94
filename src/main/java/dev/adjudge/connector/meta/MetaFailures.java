package dev.adjudge.connector.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Meta's errors: the code in the body says more than the HTTP status. */
final class MetaFailures {

    private static final JsonMapper json = new JsonMapper();

    /** Limits of the app, the user, the page, and of each kind of business use (Graph API, rate limits). */
    private static final Set<Integer> LIMITS =
            Set.of(4, 17, 32, 613, 80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014);

    /** By business, of each kind of use, how much is used up; minutes until more may come. */
    private static final String USAGE = "X-Business-Use-Case-Usage";

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
            return new PlatformFailure.Busy(message, Answers.orAWhile(wait(response)));
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

    private static @Nullable Duration wait(Response response) {
        Duration retryAfter = Answers.retryAfter(response);
        String usage = response.getHeaderString(USAGE);
        if (retryAfter != null || usage == null) {
            return retryAfter;
        }
        try {
            return json.readTree(usage).findValues("estimated_time_to_regain_access").stream()
                    .map(minutes -> Duration.ofMinutes(minutes.asLong()))
                    .filter(minutes -> !minutes.isZero() && !minutes.isNegative())
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static JsonNode error(Response response) {
        try {
            return json.readTree(response.readEntity(String.class)).path("error");
        } catch (JsonProcessingException | RuntimeException e) {
            return json.missingNode();
        }
    }
}
