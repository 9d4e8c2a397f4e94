package dev.adjudge.connector.klaviyo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.platform.ExactNumbers;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Klaviyo's JSON:API, as far as campaign figures go. */
@Path("/api")
@RegisterRestClient(baseUri = "https://a.klaviyo.com", configKey = "klaviyo")
@RegisterProvider(KlaviyoRequests.class)
@Produces(Klaviyo.JSON_API)
@CallLimited("klaviyo")
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
interface Klaviyo {

    @ClientObjectMapper
    static ObjectMapper numbersInQuotesToo(ObjectMapper json) {
        return ExactNumbers.alsoInQuotes(json);
    }

    String JSON_API = "application/vnd.api+json";

    @GET
    @Path("/accounts")
    Document<Account> accounts();

    @GET
    @Path("/metrics")
    Document<Metric> metrics(@RestQuery("page[cursor]") @Nullable String cursor);

    @GET
    @Path("/campaigns")
    Document<Campaign> campaigns(@RestQuery String filter, @RestQuery("page[cursor]") @Nullable String cursor);

    @POST
    @Path("/campaign-values-reports")
    @Consumes(JSON_API)
    Report values(@RestQuery("page_cursor") @Nullable String cursor, ReportRequest request);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return KlaviyoFailures.of(response);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Document<A>(List<Resource<A>> data, @Nullable Links links) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Resource<A>(String id, A attributes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Links(@Nullable String next) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Account(String preferredCurrency, String timezone) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metric(@Nullable String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Campaign(
            String name,
            String status,
            boolean archived,
            @Nullable OffsetDateTime createdAt,
            @Nullable OffsetDateTime sendTime) {}

    record ReportRequest(ReportData data) {}

    record ReportData(String type, ReportAttributes attributes) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ReportAttributes(List<String> statistics, Timeframe timeframe, String conversionMetricId) {}

    /** In the account's time zone; the offset is ignored. */
    record Timeframe(String start, String end) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Report(ReportResults data, @Nullable Links links) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReportResults(Results attributes) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Results(List<Values> results) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Values(Groupings groupings, Statistics statistics) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Groupings(String campaignId, @Nullable String sendChannel) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Statistics(
            @Nullable BigDecimal opens,
            @Nullable BigDecimal delivered,
            @Nullable BigDecimal clicksUnique,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal conversionValue) {}
}
