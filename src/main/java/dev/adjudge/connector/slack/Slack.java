package dev.adjudge.connector.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Slack's Web API, as far as a message goes; an incoming webhook takes the same one. */
@Path("/api")
@RegisterRestClient(baseUri = "https://slack.com", configKey = "slack")
@RegisterProvider(SlackRequests.class)
@CallLimited("slack")
@Timeout(value = 10, unit = ChronoUnit.SECONDS)
@CircuitBreaker(
        requestVolumeThreshold = 5,
        failureRatio = 1,
        delay = 60,
        delayUnit = ChronoUnit.SECONDS,
        skipOn = {PlatformFailure.Refused.class, PlatformFailure.Busy.class})
@Retry(
        maxRetries = 2,
        delay = 1,
        delayUnit = ChronoUnit.SECONDS,
        jitter = 500,
        maxDuration = 45,
        durationUnit = ChronoUnit.SECONDS,
        abortOn = {PlatformFailure.Refused.class, PlatformFailure.Busy.class, CircuitBreakerOpenException.class})
@ExponentialBackoff(factor = 3, maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
interface Slack {

    /** Says {@code {"ok": …}}, with an {@code error} where that is false; a webhook says {@code ok}. */
    @POST
    @Path("/chat.postMessage")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    String post(Post post);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return Answers.failure(response, "HTTP " + response.getStatus() + ": " + response.readEntity(String.class));
    }

    /**
     * A message in Block Kit.
     *
     * @param channel null at a webhook, which has its own
     * @param text what notifications show
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Post(@Nullable String channel, String text, List<Map<String, Object>> blocks, boolean unfurlLinks) {}
}
