package dev.adjudge.platform.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Networks;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.ProblemAnswer;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;

/**
 * An address that was refused too often is not looked at for a while: guessed keys cost a query each. Whoever was known of late is
 * let through, so that a guesser does not take the turn of others at the same address.
 */
@ApplicationScoped
class RefusedRates {

    /** Before anybody is asked who they are (200). */
    private static final int BEFORE_SIGNING_IN = 300;

    /** What is posted below it is signed. */
    private static final String SIGNED = "/webhooks/";

    private static final Set<Integer> REFUSALS = Set.of(401, 403);
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 100_000;

    private final Remembered remembered;
    private final int most;
    private final LoadingCache<String, Bucket> buckets;

    RefusedRates(Remembered remembered, SecuritySettings settings) {
        this.remembered = remembered;
        most = settings.refusedPerMinute();
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(WITHIN)
                .build(address -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, WITHIN))
                        .build());
    }

    void watch(@Observes Filters filters) {
        filters.register(this::look, BEFORE_SIGNING_IN);
    }

    private void look(RoutingContext call) {
        if (isSigned(call)) {
            call.next();
            return;
        }
        String from = Networks.of(
                call.request().remoteAddress() == null
                        ? null
                        : call.request().remoteAddress().hostAddress());
        Bucket refusals = buckets.getIfPresent(from);
        if (refusals != null) {
            EstimationProbe next = refusals.estimateAbilityToConsume(1);
            if (!next.canBeConsumed() && !isKnown(call)) {
                ProblemAnswer.send(
                        call,
                        Problem.busy(
                                "More than " + most + " calls a minute from " + from
                                        + " were refused; wait, then call with a key or session that may",
                                Duration.ofNanos(next.getNanosToWaitForRefill())));
                return;
            }
        }
        call.addEndHandler(ended -> {
            if (REFUSALS.contains(call.response().getStatusCode())) {
                buckets.get(from).tryConsume(1);
            }
        });
        call.next();
    }

    /** Each call shows by itself whether it may: forged ones, which cost no query, must not take the turn of others. */
    private static boolean isSigned(RoutingContext call) {
        return call.request().method().equals(HttpMethod.POST)
                && call.normalizedPath().startsWith(SIGNED);
    }

    private boolean isKnown(RoutingContext call) {
        Credential shown = SignInMechanism.credential(call.request());
        return shown != null && remembered.opened(shown);
    }
}
