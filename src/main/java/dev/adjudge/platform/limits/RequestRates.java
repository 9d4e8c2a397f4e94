package dev.adjudge.platform.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Networks;
import dev.adjudge.platform.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses whoever asks too often, each user, key or address by itself, so that one doesn't take the others' turn. */
@ApplicationScoped
class RequestRates {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final Callers callers;
    private final ByPath<Integer> limits;
    private final LoadingCache<Asking, Bucket> buckets;

    RequestRates(Callers callers, LimitSettings settings) {
        this.callers = callers;
        limits = new ByPath<>("adjudge.limits.per-minute", settings.perMinute());
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(WITHIN)
                .build(Asking::bucket);
    }

    private record Asking(String who, String path, int most) {
        Bucket bucket() {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(most).refillGreedy(most, WITHIN))
                    .build();
        }
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION + 1)
    void count(ContainerRequestContext request) {
        Caller caller = callers.current();
        Map.Entry<String, Integer> limit = limits.of(request.getUriInfo().getPath());
        String who = caller.isAnonymous() ? Networks.of(caller.origin()) : caller.actor();
        ConsumptionProbe probe =
                buckets.get(new Asking(who, limit.getKey(), limit.getValue())).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Problem.busy(
                    "More than " + limit.getValue() + " requests a minute by " + who + " at " + limit.getKey()
                            + "; wait, then send this one again",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }
}
