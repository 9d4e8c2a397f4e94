package dev.adjudge.connector.pagerduty;

import dev.adjudge.connector.Destination;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** The key is in the body of each event. */
@Singleton
class PagerDutyRequests implements ClientRequestFilter {

    private final PagerDutySettings settings;
    private final Destination destination;

    PagerDutyRequests(PagerDutySettings settings, Destination destination) {
        this.settings = settings;
        this.destination = destination;
    }

    @Override
    public void filter(ClientRequestContext request) {
        destination.direct(request, settings.url(), settings.routingKey().isPresent(), "/sandbox/pagerduty");
    }
}
