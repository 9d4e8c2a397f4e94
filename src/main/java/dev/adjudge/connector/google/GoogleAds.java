package dev.adjudge.connector.google;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.platform.ExactNumbers;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * The Google Ads API over REST, version 25, as far as campaigns go. What changes something is sent once a try: the outbox tries again,
 * after another look at the kill switches and at what is there.
 */
@Path("/v25")
@RegisterRestClient(baseUri = "https://googleads.googleapis.com", configKey = "google-ads")
@RegisterProvider(GoogleRequests.class)
@CallLimited("google-ads")
@Timeout(value = 15, unit = ChronoUnit.SECONDS)
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
        maxDuration = 50,
        durationUnit = ChronoUnit.SECONDS,
        abortOn = {PlatformFailure.Refused.class, PlatformFailure.Busy.class, CircuitBreakerOpenException.class})
@ExponentialBackoff(factor = 3, maxDelay = 10, maxDelayUnit = ChronoUnit.SECONDS)
interface GoogleAds {

    @ClientObjectMapper
    static ObjectMapper numbersInQuotesToo(ObjectMapper json) {
        return ExactNumbers.alsoInQuotes(json);
    }

    @GET
    @Path("/customers:listAccessibleCustomers")
    Customers customers();

    @POST
    @Path("/customers/{customer}/googleAds:searchStream")
    List<Batch> search(@RestPath String customer, Search search);

    @POST
    @Path("/customers/{customer}/campaigns:mutate")
    @Retry(maxRetries = 0)
    Mutated mutateCampaigns(@RestPath String customer, Mutation<CampaignUpdate> mutation);

    @POST
    @Path("/customers/{customer}/campaignBudgets:mutate")
    @Retry(maxRetries = 0)
    Mutated mutateBudgets(@RestPath String customer, Mutation<BudgetUpdate> mutation);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return GoogleFailures.of(response);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Customers(@Nullable List<String> resourceNames) {}

    record Search(String query) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Batch(@Nullable List<Row> results, @Nullable Status error) {

        /** @throws PlatformFailure where the stream broke off: what came before is not all */
        List<Row> rows() {
            if (error != null) {
                throw GoogleFailures.of(error);
            }
            return results == null ? List.of() : results;
        }
    }

    /** An error inside an answer whose HTTP status tells of none: a google.rpc.Status. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            int code, @Nullable String message, @Nullable List<JsonNode> details) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Row(
            @Nullable Customer customer,
            @Nullable CustomerClient customerClient,
            Campaign campaign,
            @Nullable CampaignBudget campaignBudget,
            @Nullable Segments segments,
            @Nullable Metrics metrics) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Customer(@Nullable String currencyCode, @Nullable String timeZone) {}

    /** A customer that a customer leads to. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CustomerClient(String id) {}

    /** Times are in the customer's time zone, as {@code yyyy-MM-dd HH:mm:ss}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Campaign(
            String resourceName,
            String id,
            @Nullable String name,
            @Nullable String status,
            @Nullable String primaryStatus,
            @Nullable String startDateTime) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CampaignBudget(
            String resourceName,
            @Nullable BigDecimal amountMicros,
            @Nullable BigDecimal totalAmountMicros,
            @Nullable Boolean explicitlyShared) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Segments(LocalDate date) {}

    /** What is 0 Google may leave out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metrics(
            @Nullable BigDecimal costMicros,
            @Nullable Long impressions,
            @Nullable Long clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal conversionsValue) {}

    /** @param partialFailure whether errors of single operations come beside the results of the others */
    record Mutation<U>(List<Operation<U>> operations, boolean partialFailure) {

        static <U> Mutation<U> of(String updateMask, U update) {
            return new Mutation<>(List.of(new Operation<>(updateMask, update)), true);
        }
    }

    record Operation<U>(String updateMask, U update) {}

    record CampaignUpdate(String resourceName, String status) {}

    record BudgetUpdate(String resourceName, String amountMicros) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Mutated(@Nullable List<Result> results, @Nullable Status partialFailureError) {

        /** @throws PlatformFailure where our only operation failed, whatever the HTTP status was */
        Mutated done() {
            if (partialFailureError != null) {
                throw GoogleFailures.of(partialFailureError);
            }
            return this;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Result(@Nullable String resourceName) {}
}
