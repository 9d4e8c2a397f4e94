package dev.adjudge.connector.slack;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Optional;

/** Signs requests, or sends them to the webhook, which needs no signature. */
@Singleton
class SlackRequests implements ClientRequestFilter {

    private final SlackSettings settings;
    private final Destination destination;

    SlackRequests(SlackSettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        Optional<String> webhook = settings.webhook();
        if (webhook.isPresent()) {
            request.setUri(URI.create(webhook.get()));
            return;
        }
        settings.token()
                .ifPresent(token -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token));
        destination.direct(request, settings.url(), settings.token().isPresent(), "/sandbox/slack");
    }
}
