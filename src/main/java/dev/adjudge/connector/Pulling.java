package dev.adjudge.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks a thread's calls as those of a pull: nobody waits for them, and what is left for others is not theirs. */
final class Pulling implements AutoCloseable {

    private static final ThreadLocal<@Nullable Pulling> current = new ThreadLocal<>();

    private final List<String> shares;
    private Duration patience;

    private Pulling(Duration patience, List<String> shares) {
        this.patience = patience;
        this.shares = shares;
    }

    /**
     * From here to the end of the block.
     *
     * @param patience how long its calls may wait for their turns in all
     * @param shares of a limit that its calls keep to besides, by what stands behind the limit's name
     */
    static Pulling with(Duration patience, String... shares) {
        Pulling pulling = new Pulling(patience, List.of(shares));
        current.set(pulling);
        return pulling;
    }

    static Optional<Pulling> now() {
        return Optional.ofNullable(current.get());
    }

    List<String> shares() {
        return shares;
    }

    /** Whether it may wait that long; if so it has that much less patience. */
    boolean waits(Duration wait) {
        if (wait.compareTo(patience) > 0) {
            return false;
        }
        patience = patience.minus(wait);
        return true;
    }

    @Override
    public void close() {
        current.remove();
    }
}
