package dev.adjudge.connector;

import dev.adjudge.platform.OwnAddress;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the requests of a connector go: to the platform, to an address that was set, or to the built-in sandbox. */
@Singleton
public class Destination {

    private final OwnAddress own;
    private final boolean sandbox;

    Destination(OwnAddress own, @ConfigProperty(name = "adjudge.sandbox.enabled") boolean sandbox) {
        this.own = own;
        this.sandbox = sandbox;
    }

    private URI sandbox() {
        try {
            return own.uri();
        } catch (IllegalStateException e) {
            throw new PlatformFailure.Unavailable("the sandbox is not there yet: " + e.getMessage());
        }
    }

    /** Whether anybody would answer: for what is left undone where nobody does. */
    public boolean isThere(Optional<String> url, boolean credentials) {
        return url.isPresent() || credentials || sandbox;
    }

    /**
     * Readdresses a request.
     *
     * @param url the address that was set
     * @param credentials whether there are any; without them a platform would not answer
     * @param path of the platform in the sandbox
     */
    public void direct(ClientRequestContext request, Optional<String> url, boolean credentials, String path) {
        String base;
        if (url.isPresent()) {
            base = url.get();
        } else if (credentials) {
            return;
        } else if (sandbox) {
            base = sandbox() + path;
        } else {
            throw new PlatformFailure.Refused(
                    "there are no credentials for " + request.getUri().getHost() + ", and the sandbox is off");
        }
        URI asked = request.getUri();
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        request.setUri(URI.create(base.replaceAll("/+$", "") + asked.getRawPath() + query));
    }
}
