package dev.adjudge.connector.pagerduty;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** PagerDuty's Events API, version 2. */
@Path("/v2")
@RegisterRestClient(baseUri = "https://events.pagerduty.com", configKey = "pagerduty")
@RegisterProvider(PagerDutyRequests.class)
@CallLimited("pagerduty")
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
interface PagerDuty {

    @POST
    @Path("/enqueue")
    Taken enqueue(Event event);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return Answers.failure(response, "HTTP " + response.getStatus() + ": " + response.readEntity(String.class));
    }

    /**
     * @param eventAction {@code trigger} or {@code acknowledge}
     * @param dedupKey events of the same key are one incident
     * @param payload of a trigger; null otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Event(
            String routingKey,
            String eventAction,
            String dedupKey,
            @Nullable Payload payload,
            @Nullable List<Link> links) {}

    /** @param summary 1,024 characters at most */
    @JsonNaming(SnakeCaseStrategy.class)
    record Payload(
            String summary, String source, String severity, String timestamp, Map<String, Object> customDetails) {}

    record Link(String href, String text) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Taken(@Nullable String status) {}
}
