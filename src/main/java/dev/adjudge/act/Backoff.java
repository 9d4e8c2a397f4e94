package dev.adjudge.act;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait after a failed try: twice as long each time, up to a fifth more by chance, never less than asked for. */
record Backoff(Duration first, Duration longest) {

    static Backoff of(Duration first, Duration longest) {
        return new Backoff(first, longest);
    }

    Duration after(int attempts, Optional<Duration> asked) {
        Duration doubled = first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), 20));
        Duration wait = doubled.compareTo(longest) > 0 ? longest : doubled;
        Duration jittered = wait.plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 5 + 1));
        return asked.filter(a -> a.compareTo(jittered) > 0).orElse(jittered);
    }
}
