package dev.adjudge.connector.meta;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.CallLimited;
import dev.adjudge.connector.PlatformFailure;
import dev.adjudge.connector.meta.MetaGraph.Page;
import dev.adjudge.connector.meta.MetaGraph.Updated;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
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

/**
 * Meta's Graph API, version 25.0, as far as comments, mentions and messages go. A page is spoken for with its own token. What changes
 * something is sent once a try: the outbox tries again, after another look at the kill switches and at what is there.
 */
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
interface MetaSocial {

    String TOKEN = "Authorization";

    @GET
    @Path("/me/accounts")
    Page<PageNode> pages(@RestQuery String fields, @RestQuery int limit, @RestQuery @Nullable String after);

    /** A list that belongs to something: posts, mentions, and on Instagram answers. */
    @GET
    @Path("/{node}/{edge}")
    Page<JsonNode> edge(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String node,
            @RestPath String edge,
            @RestQuery String fields,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    /** Of Facebook a post's or a comment's, of Instagram a medium's. */
    @GET
    @Path("/{node}/comments")
    Page<JsonNode> comments(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String node,
            @RestQuery @Nullable String filter,
            @RestQuery @Nullable String order,
            @RestQuery String fields,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    /** @param platform {@code MESSENGER} or {@code INSTAGRAM} */
    @GET
    @Path("/{page}/conversations")
    Page<JsonNode> conversations(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String page,
            @RestQuery String platform,
            @RestQuery("user_id") @Nullable String user,
            @RestQuery String fields,
            @RestQuery int limit,
            @RestQuery @Nullable String after);

    /** A comment or a message. */
    @GET
    @Path("/{id}")
    JsonNode node(@HeaderParam(TOKEN) @Nullable String token, @RestPath String id, @RestQuery String fields);

    /** On Facebook. */
    @POST
    @Path("/{comment}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Updated setHidden(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String comment,
            @RestForm("is_hidden") boolean hidden);

    /** On Instagram. */
    @POST
    @Path("/{comment}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Updated hide(@HeaderParam(TOKEN) @Nullable String token, @RestPath String comment, @RestForm boolean hide);

    @DELETE
    @Path("/{comment}")
    @Retry(maxRetries = 0)
    Updated delete(@HeaderParam(TOKEN) @Nullable String token, @RestPath String comment);

    /** @param edge {@code comments} on Facebook, {@code replies} on Instagram */
    @POST
    @Path("/{comment}/{edge}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Written answer(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String comment,
            @RestPath String edge,
            @RestForm String message);

    /**
     * Answers, on Instagram, something of somebody else that names the profile.
     *
     * @param comment under the medium that names it; null when the medium's caption does
     */
    @POST
    @Path("/{profile}/mentions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Written answerMention(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String profile,
            @RestForm("media_id") String media,
            @RestForm("comment_id") @Nullable String comment,
            @RestForm String message);

    /** Writes to somebody who wrote to the page within a day. Recipient and message are JSON. */
    @POST
    @Path("/{page}/messages")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Retry(maxRetries = 0)
    Sent send(
            @HeaderParam(TOKEN) @Nullable String token,
            @RestPath String page,
            @RestForm String recipient,
            @RestForm String message,
            @RestForm("messaging_type") String messagingType);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return MetaFailures.of(response);
    }

    /** A page, with the Instagram profile that it holds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record PageNode(
            String id,
            @Nullable String name,
            @Nullable String accessToken,
            @Nullable Held instagramBusinessAccount) {

        /** Without the token: for logs. */
        @Override
        public String toString() {
            return "page " + id;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Held(String id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Written(String id) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Sent(@Nullable String recipientId, String messageId) {}
}
