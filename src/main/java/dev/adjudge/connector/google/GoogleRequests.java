package dev.adjudge.connector.google;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

/** Signs requests with the access token, the developer token and the manager account. */
@Singleton
class GoogleRequests implements ClientRequestFilter {

    private final GoogleSettings settings;
    private final Destination destination;

    GoogleRequests(GoogleSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        MultivaluedMap<String, Object> headers = request.getHeaders();
        settings.token().ifPresent(token -> headers.putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        settings.developerToken().ifPresent(token -> headers.putSingle("developer-token", token));
        settings.loginCustomerId().ifPresent(id -> headers.putSingle("login-customer-id", id));
        destination.direct(request, settings.url(), settings.token().isPresent(), "/sandbox/googleads");
    }
}
