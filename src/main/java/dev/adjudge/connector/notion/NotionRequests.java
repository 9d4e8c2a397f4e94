package dev.adjudge.connector.notion;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;

/** Signs requests, and names the version that they are written for. */
@Singleton
class NotionRequests implements ClientRequestFilter {

    /** The one with data sources. */
    static final String VERSION = "2025-09-03";

    private final NotionSettings settings;
    private final Destination destination;

    NotionRequests(NotionSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle("Notion-Version", VERSION);
        settings.token()
                .ifPresent(token -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        destination.direct(request, settings.url(), settings.token().isPresent(), "/sandbox/notion");
    }
}
