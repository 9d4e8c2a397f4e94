package dev.adjudge.platform;

import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.atomic.AtomicBoolean;

/** Fired once when the service listens, for HTTP or for HTTPS: from then on it can be called, by itself too. */
public record Listening() {

    @ApplicationScoped
    static class Watch {

        private final Event<Listening> event;
        private final AtomicBoolean told = new AtomicBoolean();

        Watch(Event<Listening> event) {
            this.event = event;
        }

        void plain(@ObservesAsync HttpServerStart start) {
            tell();
        }

        void secure(@ObservesAsync HttpsServerStart start) {
            tell();
        }

        private void tell() {
            if (told.compareAndSet(false, true)) {
                event.fireAsync(new Listening());
            }
        }
    }
}
