package dev.adjudge.connector.meta;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** Signs requests, in a header so that the token stands in no address. */
@Singleton
class MetaRequests implements ClientRequestFilter {

    private final MetaSettings settings;
    private final Destination destination;

    MetaRequests(MetaSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        // A page is spoken for with a token of its own.
        settings.token().ifPresent(token -> request.getHeaders()
                .putIfAbsent(HttpHeaders.AUTHORIZATION, List.of("Bearer " + token)));
        destination.direct(request, settings.url(), settings.token().isPresent(), "/sandbox/meta");
    }
}
