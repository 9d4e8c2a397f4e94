package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** PagerDuty's Events API, version 2. */
@Path("/sandbox/pagerduty/v2")
@Produces(MediaType.APPLICATION_JSON)
class PagerDutySandbox {

    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    @POST
    @Path("/enqueue")
    public Response enqueue(JsonNode event) {
        List<String> errors = new ArrayList<>();
        if (event.path("routing_key").asText().length() != 32) {
            errors.add("'routing_key' is invalid (must be 32 characters)");
        }
        String action = event.path("event_action").asText();
        if (!ACTIONS.contains(action)) {
            errors.add(
                    "'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')");
        }
        if (action.equals("trigger")) {
            JsonNode payload = event.path("payload");
            if (payload.path("summary").asText().isEmpty()) {
                errors.add("'payload.summary' is missing or blank");
            }
            if (payload.path("source").asText().isEmpty()) {
                errors.add("'payload.source' is missing or blank");
            }
            if (!SEVERITIES.contains(payload.path("severity").asText())) {
                errors.add("'payload.severity' is invalid");
            }
        } else if (event.path("dedup_key").asText().isEmpty()) {
            errors.add("'dedup_key' is missing or blank");
        }
        return errors.isEmpty()
                ? Response.accepted(Map.of(
                                "status",
                                "success",
                                "message",
                                "Event processed",
                                "dedup_key",
                                event.path("dedup_key").asText()))
                        .build()
                : Response.status(400)
                        .entity(Map.of(
                                "status", "invalid event", "message", "Event object is invalid", "errors", errors))
                        .build();
    }
}
