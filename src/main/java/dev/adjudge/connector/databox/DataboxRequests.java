package dev.adjudge.connector.databox;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Signs requests: the token is the user, without a password. */
@Singleton
class DataboxRequests implements ClientRequestFilter {

    private final DataboxSettings settings;
    private final Destination destination;

    DataboxRequests(DataboxSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        settings.token()
                .ifPresent(token -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Basic " + basic(token)));
        destination.direct(request, settings.url(), settings.token().isPresent(), "/sandbox/databox");
    }

    private static String basic(String token) {
        return Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
    }
}
