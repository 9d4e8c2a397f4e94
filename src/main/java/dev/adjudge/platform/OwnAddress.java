package dev.adjudge.platform;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.net.URI;

/** Where this service answers, for the parts of it that talk to it over HTTP. */
@Singleton
public class OwnAddress {

    private final HttpServer server;

    OwnAddress(HttpServer server) {
        this.server = server;
    }

    /**
     * Without a slash at the end.
     *
     * @throws IllegalStateException while the service does not listen yet
     */
    public URI uri() {
        if (server.getPort() <= 0) {
            throw new IllegalStateException("The service does not listen for HTTP yet");
        }
        String address = server.getLocalBaseUri().toString();
        return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }
}
