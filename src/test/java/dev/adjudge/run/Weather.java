package dev.adjudge.run;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets some of the next requests to the sandbox fail in a way of its own, without a header that a connector would have to send. */
@Singleton
public class Weather {

    /** Before the sandbox looks for faults (250). */
    private static final int BEFORE_FAULTS = 255;

    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable String fault;
    private volatile String requests = "";

    /** @param requests the beginning of method and path: {@code POST /sandbox/notion/v1/pages} */
    public void storm(String fault, String requests, int times) {
        this.fault = fault;
        this.requests = requests;
        left.set(times);
    }

    public void clear() {
        left.set(0);
    }

    void watch(@Observes Filters filters) {
        filters.register(this::look, BEFORE_FAULTS);
    }

    private void look(RoutingContext call) {
        String asked = call.request().method().name() + " " + call.normalizedPath();
        if (left.get() > 0 && asked.startsWith(requests) && left.getAndDecrement() > 0) {
            call.request().headers().set("X-Sandbox-Fault", String.valueOf(fault));
        }
        call.next();
    }
}
