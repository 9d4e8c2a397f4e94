package dev.adjudge.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Marks a thread's calls as those of a pull: nobody waits for them, and what is left for others is not theirs. */
final class Pulling implements AutoCloseable {

    private static final ThreadLocal<@Nullable Pulling> current = new ThreadLocal<>();

    private final Duration usual;
    private final List<String> shares;
    private Duration patience;
    private Duration left;

    private Pulling(Duration usual, Duration inAll, List<String> shares) {
        this.usual = usual;
        this.patience = usual;
        this.left = inAll;
        this.shares = shares;
    }

    /**
     * From here to the end of the block.
     *
     * @param usual how long it waits between two calls that come through
     * @param inAll how long all its calls wait together
     * @param shares of a limit that its calls keep to besides, by what stands behind the limit's name
     */
    static Pulling with(Duration usual, Duration inAll, String... shares) {
        Pulling pulling = new Pulling(usual, inAll, List.of(shares));
        current.set(pulling);
        return pulling;
    }

    /** For a call that is part of none. */
    static Pulling aside(Duration patience) {
        return new Pulling(patience, patience, List.of());
    }

    static Optional<Pulling> now() {
        return Optional.ofNullable(current.get());
    }

    List<String> shares() {
        return shares;
    }

    /** Whether it may wait that long; if so it has that much less patience. */
    boolean waits(Duration wait) {
        if (wait.compareTo(patience) > 0 || wait.compareTo(left) > 0) {
            return false;
        }
        patience = patience.minus(wait);
        left = left.minus(wait);
        return true;
    }

    /** A call came through: the next may wait again. */
    void goesOn() {
        patience = usual;
    }

    @Override
    public void close() {
        current.remove();
    }
}
