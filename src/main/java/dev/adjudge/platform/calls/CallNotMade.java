package dev.adjudge.platform.calls;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call would go beyond its limit, so it was not made. */
public final class CallNotMade extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration turn;

    CallNotMade(String message, @Nullable Duration turn) {
        super(message);
        this.turn = turn;
    }

    /** How long until its turn comes; empty when it was given up for another reason. */
    public Optional<Duration> turn() {
        return Optional.ofNullable(turn);
    }
}
