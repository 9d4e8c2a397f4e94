package dev.adjudge.connector.databox;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Databox's Push API. A figure that is pushed again replaces the one before, so that a try may be repeated. */
@Path("/")
@RegisterRestClient(baseUri = "https://push.databox.com", configKey = "databox")
@RegisterProvider(DataboxRequests.class)
@CallLimited("databox")
@Timeout(value = 20, unit = ChronoUnit.SECONDS)
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
        maxDuration = 75,
        durationUnit = ChronoUnit.SECONDS,
        abortOn = {PlatformFailure.Refused.class, PlatformFailure.Busy.class, CircuitBreakerOpenException.class})
@ExponentialBackoff(factor = 3, maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
interface Databox {

    /** Its answer's version is in what is accepted. */
    @POST
    @Path("/data")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces("application/vnd.databox.v2+json")
    String push(List<Figure> figures);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return Answers.failure(response, "HTTP " + response.getStatus() + ": " + response.readEntity(String.class));
    }

    /** @param unit an ISO 4217 currency, where it is money */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figure(
            String key,
            BigDecimal value,
            LocalDate date,
            @Nullable String unit,
            List<Attribute> attributes) {}

    record Attribute(String key, String value) {}
}
