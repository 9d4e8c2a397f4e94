package dev.adjudge.connector.google;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

/** Signs requests with the access token, the developer token and the manager account. */
@Singleton
class GoogleRequests implements ClientRequestFilter, ClientResponseFilter {

    /** Marks the answer to a token that is renewed, so that the call is tried again. */
    static final String RENEWED = "X-Adjudge-Token-Renewed";

    private static final int UNAUTHORIZED = 401;
    private static final String BEARER = "Bearer ";

    private final GoogleSettings settings;
    private final GoogleTokens tokens;
    private final Destination destination;

    GoogleRequests(GoogleSettings settings, GoogleTokens tokens, Destination destination) {
        this.settings = settings;
        this.tokens = tokens;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        MultivaluedMap<String, Object> headers = request.getHeaders();
        tokens.current().ifPresent(token -> headers.putSingle(HttpHeaders.AUTHORIZATION, BEARER + token));
        settings.developerToken().ifPresent(token -> headers.putSingle("developer-token", token));
        settings.loginCustomerId().ifPresent(id -> headers.putSingle("login-customer-id", id));
        destination.direct(request, settings.url(), tokens.there(), "/sandbox/googleads");
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        MultivaluedMap<String, String> headers = response.getHeaders();
        if (headers == null || response.getStatus() != UNAUTHORIZED) { // none where nothing was sent
            return;
        }
        headers.remove(RENEWED);
        String sent = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (sent != null && sent.startsWith(BEARER) && tokens.rejected(sent.substring(BEARER.length()))) {
            headers.putSingle(RENEWED, "true");
        }
    }
}
