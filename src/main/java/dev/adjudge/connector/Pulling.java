package dev.adjudge.connector;

import java.time.Duration;
import java.util.Optional;

/** Marks a thread's calls as those of a pull: nobody waits for them, and what is left for actions is not theirs. */
final class Pulling implements AutoCloseable {

    private static final ThreadLocal<Duration> patience = new ThreadLocal<>();

    private Pulling() {}

    /** From here to the end of the block. */
    static Pulling with(Duration patience) {
        Pulling.patience.set(patience);
        return new Pulling();
    }

    static boolean now() {
        return patience().isPresent();
    }

    /** How long a call of the pull waits for its turn. */
    static Optional<Duration> patience() {
        return Optional.ofNullable(patience.get());
    }

    @Override
    public void close() {
        patience.remove();
    }
}
