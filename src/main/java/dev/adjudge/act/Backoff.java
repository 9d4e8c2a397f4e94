package dev.adjudge.act;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after a failed try: twice as long each time, never less than asked for, and up to a fifth more by chance, ten seconds at
 * most where it was asked for: many who were sent away together do not come back together.
 */
record Backoff(Duration first, Duration longest) {

    private static final Duration MOST_AFTER_ASKED = Duration.ofSeconds(10);

    static Backoff of(Duration first, Duration longest) {
        return new Backoff(first, longest);
    }

    Duration after(int attempts, Optional<Duration> asked) {
        Duration doubled = first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 20));
        Duration wait = doubled.compareTo(longest) > 0 ? longest : doubled;
        return asked.filter(least -> least.compareTo(wait) > 0)
                .map(least -> jittered(least, MOST_AFTER_ASKED))
                .orElseGet(() -> jittered(wait, wait));
    }

    private static Duration jittered(Duration wait, Duration most) {
        long more = Math.min(wait.toMillis() / 5, most.toMillis());
        return wait.plusMillis(ThreadLocalRandom.current().nextLong(more + 1));
    }
}
