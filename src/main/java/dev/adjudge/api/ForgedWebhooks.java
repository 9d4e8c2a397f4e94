package dev.adjudge.api;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Networks;
import dev.adjudge.platform.Problem;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses webhooks that are not signed as they must be. Each address has so many refusals explained; what is signed is never counted, and
 * goes on at an address that forges, which may be a proxy's.
 */
@ApplicationScoped
class ForgedWebhooks {

    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final Callers callers;
    private final MeterRegistry metrics;
    private final int most;
    private final LoadingCache<String, Bucket> buckets;

    ForgedWebhooks(
            Callers callers,
            MeterRegistry metrics,
            @ConfigProperty(name = "adjudge.security.refused-per-minute") int most) {
        this.callers = callers;
        this.metrics = metrics;
        this.most = most;
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(WITHIN)
                .build(address -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, WITHIN))
                        .build());
    }

    Problem refusal(String source, String why) {
        metrics.counter("webhooks.forged", "source", source).increment();
        String from = Networks.of(callers.current().origin());
        return buckets.get(from).tryConsume(1)
                ? Problem.forbidden(why)
                : Problem.busy(
                        "More than " + most + " webhooks a minute from " + from
                                + " were not signed as they must be; those that are signed are taken",
                        WITHIN);
    }
}
