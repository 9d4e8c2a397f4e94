package dev.adjudge.connector.google;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.adjudge.connector.Answers;
import dev.adjudge.connector.PlatformFailure;
import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.rest.client.reactive.Url;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** Google's OAuth2: access tokens for a refresh token (RFC 6749, section 6). */
@RegisterRestClient(baseUri = "https://oauth2.googleapis.com", configKey = "google-oauth")
@Timeout(value = 5, unit = ChronoUnit.SECONDS)
@Retry(
        maxRetries = 1,
        delay = 500,
        jitter = 200,
        abortOn = {PlatformFailure.Refused.class, PlatformFailure.Busy.class})
interface GoogleOauth {

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Issued refresh(
            @Url String url,
            @RestForm("grant_type") String grantType,
            @RestForm("client_id") String clientId,
            @RestForm("client_secret") String clientSecret,
            @RestForm("refresh_token") String refreshToken);

    @ClientExceptionMapper
    static RuntimeException failure(Response response) {
        return Answers.failure(
                response,
                "no access token for the refresh token (adjudge.connector.google-ads.refresh-token): HTTP "
                        + response.getStatus() + ", " + GoogleFailures.oauth(response));
    }

    /** @param expiresIn seconds */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    record Issued(String accessToken, @Nullable Long expiresIn) {

        /** Without the token: for logs. */
        @Override
        public String toString() {
            return "access token for " + expiresIn + " s";
        }
    }
}
