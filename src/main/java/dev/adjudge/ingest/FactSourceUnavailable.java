package dev.adjudge.ingest;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A platform did not answer, or refused; the message says which, how, and what to do. */
public final class FactSourceUnavailable extends Exception {

    private static final long serialVersionUID = 1;

    private final @Nullable Duration retryAfter;

    public FactSourceUnavailable(String message, Throwable cause) {
        this(message, null, cause);
    }

    /** @param retryAfter how long the platform is to be left alone */
    public FactSourceUnavailable(String message, @Nullable Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the platform asked to be left alone, if it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
