package dev.adjudge.platform.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.adjudge.platform.Networks;
import dev.adjudge.platform.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Tries to sign in, limited per person and address, so that guessing is slow; and per address, so that trying one password on
 * many names is slow too. Not per person alone: a stranger could keep them out.
 */
@ApplicationScoped
class SignInAttempts {

    private static final int A_PERSON = 5;
    private static final int AN_ADDRESS = 50;
    private static final int LONGEST_NAME = 100;
    private static final Duration WITHIN = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 100_000;

    private final LoadingCache<String, Bucket> people = buckets(A_PERSON);
    private final LoadingCache<String, Bucket> addresses = buckets(AN_ADDRESS);

    /** @throws Problem 429 when there were too many */
    void count(String name, String address) {
        String from = Networks.of(address);
        take(addresses.get(from), AN_ADDRESS + " tries from one address");
        take(people.get(person(name, from)), A_PERSON + " tries");
    }

    /** It was the right one at last. */
    void forget(String name, String address) {
        people.invalidate(person(name, Networks.of(address)));
    }

    /** What is too long for a name is remembered by its beginning. */
    private static String person(String name, String from) {
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + '\n' + from;
    }

    private static void take(Bucket bucket, String most) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Problem.busy(
                    "More than " + most + " to sign in within " + WITHIN.toMinutes() + " minutes; wait, then try again",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static LoadingCache<String, Bucket> buckets(int most) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(WITHIN)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, WITHIN))
                        .build());
    }
}
