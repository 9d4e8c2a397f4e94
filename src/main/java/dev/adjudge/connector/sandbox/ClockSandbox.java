package dev.adjudge.connector.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.platform.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Moves the simulated platforms' clock forward, so that days of figures and of comments come at once. */
@Path("/sandbox/clock")
@Produces(MediaType.APPLICATION_JSON)
class ClockSandbox {

    private final SandboxClock clock;

    ClockSandbox(SandboxClock clock) {
        this.clock = clock;
    }

    /**
     * What it shows.
     *
     * @param ahead of the real time, as an ISO 8601 duration
     */
    record Shown(Instant now, String ahead) {}

    @GET
    public Shown shown() {
        return new Shown(clock.instant(), clock.ahead().toString());
    }

    /** Takes {@code {"forward": "P3D"}} or {@code {"now": "2027-01-01T00:00:00Z"}}. */
    @POST
    public Shown move(JsonNode request) {
        boolean by = request.hasNonNull("forward");
        if (by == request.hasNonNull("now")) {
            throw Problem.wrong("One of forward (a duration, such as PT6H or P3D) and now (a time, such as"
                    + " 2027-01-01T00:00:00Z) is needed, and not both");
        }
        String text = request.path(by ? "forward" : "now").asText();
        try {
            if (by) {
                clock.forward(Duration.parse(text));
            } else {
                clock.to(OffsetDateTime.parse(text).toInstant());
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.wrong((by ? "forward" : "now") + " is '" + text + "'; it must be "
                    + (by ? "an ISO 8601 duration, such as PT6H or P3D" : "a time, such as 2027-01-01T00:00:00Z"));
        }
        return shown();
    }
}
