package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Map;

/** Slack's Web API as far as a message goes. */
@Path("/sandbox/slack/api")
@Produces(MediaType.APPLICATION_JSON)
class SlackSandbox {

    private static final int MOST_BLOCKS = 50;

    private final Clock clock;

    SlackSandbox(Clock clock) {
        this.clock = clock;
    }

    @POST
    @Path("/chat.postMessage")
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Object> post(JsonNode message) {
        if (message.path("channel").asText().isEmpty()) {
            return error("channel_not_found");
        }
        if (message.path("text").asText().isEmpty() && message.path("blocks").isEmpty()) {
            return error("no_text");
        }
        if (message.path("blocks").size() > MOST_BLOCKS) {
            return error("invalid_blocks");
        }
        long millis = clock.millis();
        return Map.of(
                "ok",
                true,
                "channel",
                message.path("channel").asText(),
                "ts",
                millis / 1000 + "." + "%06d".formatted(millis % 1000 * 1000),
                "message",
                Map.of("type", "message", "text", message.path("text").asText()));
    }

    private static Map<String, Object> error(String error) {
        return Map.of("ok", false, "error", error);
    }
}
