package dev.adjudge.platform;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this service answers, for the parts of it that talk to it over HTTP, and for what people are told. */
@Singleton
public class OwnAddress {

    private final HttpServer server;
    private final Optional<String> told;
    private final String host;

    OwnAddress(
            HttpServer server,
            @ConfigProperty(name = "adjudge.address") Optional<String> told,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.server = server;
        this.told = told;
        this.host = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    }

    /**
     * Without a slash at the end.
     *
     * @throws IllegalStateException while the service does not listen yet
     */
    public URI uri() {
        if (server.getPort() <= 0 && server.getSecurePort() <= 0) {
            throw new IllegalStateException("The service does not listen for HTTP yet");
        }
        String address = told.orElseGet(() -> server.getPort() > 0
                ? server.getLocalBaseUri().toString()
                : "https://" + host + ":" + server.getSecurePort());
        return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }
}
