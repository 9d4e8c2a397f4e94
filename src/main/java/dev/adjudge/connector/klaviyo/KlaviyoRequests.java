package dev.adjudge.connector.klaviyo;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Signs requests and says which revision of the API they are written for. */
@Singleton
class KlaviyoRequests implements ClientRequestFilter {

    private final KlaviyoSettings settings;
    private final Destination destination;

    KlaviyoRequests(KlaviyoSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        settings.apiKey()
                .ifPresent(key -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Klaviyo-API-Key " + key));
        request.getHeaders().putSingle("revision", settings.revision());
        destination.direct(request, settings.url(), settings.apiKey().isPresent(), "/sandbox/klaviyo");
    }
}
