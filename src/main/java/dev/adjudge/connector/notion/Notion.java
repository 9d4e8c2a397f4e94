package dev.adjudge.connector.notion;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Notion's API, as far as pages of a data source go. */
@Path("/v1")
@RegisterRestClient(baseUri = "https://api.notion.com", configKey = "notion")
@RegisterProvider(NotionRequests.class)
@CallLimited("notion")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
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
interface Notion {

    @GET
    @Path("/users/{user}")
    User user(@RestPath String user);

    @GET
    @Path("/data_sources/{source}")
    DataSource source(@RestPath String source);

    /** Adds properties to those that are there. */
    @PATCH
    @Path("/data_sources/{source}")
    DataSource addProperties(@RestPath String source, Changes properties);

    @GET
    @Path("/databases/{database}")
    Database database(@RestPath String database);

    @POST
    @Path("/data_sources/{source}/query")
    Found query(@RestPath String source, Query query);

    @GET
    @Path("/pages/{page}")
    Page page(@RestPath String page);

    /** Tried once: what was not answered may have been done, and doing it again would make another page. */
    @POST
    @Path("/pages")
    @Retry(maxRetries = 0)
    Page create(NewPage page);

    @PATCH
    @Path("/pages/{page}")
    Page update(@RestPath String page, Changes properties);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return NotionFailures.of(response);
    }

    /** @param person null for a bot, or when the integration may not see the e-mail address */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record User(
            String id,
            @Nullable String type,
            @Nullable String name,
            @Nullable Person person) {

        /** The type of whoever is no bot. */
        static final String PERSON = "person";
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Person(@Nullable String email) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record DataSource(
            String id,
            Map<String, Property> properties,
            @Nullable JsonNode parent) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Property(String type) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Database(String id, @Nullable List<JsonNode> dataSources) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Query(
            @Nullable Map<String, Object> filter, @Nullable String startCursor, int pageSize) {}

    /** @param nextCursor null after the last */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Found(List<Page> results, @Nullable String nextCursor, boolean hasMore) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(
            String id,
            boolean inTrash,
            Instant lastEditedTime,
            Editor lastEditedBy,
            Map<String, JsonNode> properties) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Editor(String id) {}

    record NewPage(Map<String, Object> parent, Map<String, Object> properties) {}

    record Changes(Map<String, Object> properties) {}
}
