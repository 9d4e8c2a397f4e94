package dev.adjudge.connector.meta;

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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Meta's Graph API, version 25.0, as far as campaigns go. */
@Path("/v25.0")
@RegisterRestClient(baseUri = "https://graph.facebook.com", configKey = "meta")
@RegisterProvider(MetaRequests.class)
@RegisterProvider(MetaAnswers.class)
@CallLimited("meta")
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
interface MetaGraph {

    @ClientObjectMapper
    static ObjectMapper numbersInQuotesToo(ObjectMapper json) {
        return ExactNumbers.alsoInQuotes(json);
    }

    @GET
    @Path("/me/adaccounts")
    Page<Account> accounts(@RestQuery String fields, @RestQuery int limit, @RestQuery @Nullable String after);

    @GET
    @Path("/act_{account}")
    Account account(@RestPath String account, @RestQuery String fields);

    @GET
    @Path("/act_{account}/campaigns")
    Page<CampaignNode> campaigns(
            @RestPath String account,
            @RestQuery String fields,
            @RestQuery("effective_status") String effectiveStatus,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/act_{account}/insights")
    Page<Insight> insights(
            @RestPath String account,
            @RestQuery String level,
            @RestQuery("time_increment") String timeIncrement,
            @RestQuery("time_range") String timeRange,
            @RestQuery String fields,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    @GET
    @Path("/{campaign}")
    CampaignNode campaign(@RestPath String campaign, @RestQuery String fields);

    @POST
    @Path("/{campaign}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Updated setStatus(@RestPath String campaign, @RestForm String status);

    /** In minor units, or whole ones, as the currency has it. */
    @POST
    @Path("/{campaign}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Updated setDailyBudget(@RestPath String campaign, @RestForm("daily_budget") String dailyBudget);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return MetaFailures.of(response);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page<T>(List<T> data, @Nullable Paging paging) {

        /** The cursor of the next page, null after the last. */
        @Nullable String next() {
            return paging == null || paging.next() == null || paging.cursors() == null
                    ? null
                    : paging.cursors().after();
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Paging(@Nullable Cursors cursors, @Nullable String next) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cursors(@Nullable String after) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Account(String accountId, String currency, String timezoneName) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record CampaignNode(
            String id,
            @Nullable String name,
            @Nullable String status,
            @Nullable String dailyBudget,
            @Nullable String lifetimeBudget,
            @Nullable String createdTime,
            @Nullable String startTime,
            @Nullable String stopTime) {}

    /** A day of a campaign. What is 0 Meta leaves out. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Insight(
            String campaignId,
            @Nullable String campaignName,
            @Nullable String objective,
            LocalDate dateStart,
            @Nullable BigDecimal spend,
            @Nullable Long impressions,
            @Nullable Long clicks,
            @Nullable List<Stat> actions,
            @Nullable List<Stat> actionValues) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Stat(String actionType, BigDecimal value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Updated(boolean success) {}
}
