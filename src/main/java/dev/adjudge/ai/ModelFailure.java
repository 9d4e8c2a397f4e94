package dev.adjudge.ai;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language model did not answer as it should. The message holds neither the key nor what it was asked. */
abstract sealed class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private ModelFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** It will say the same again. */
    static final class Refused extends ModelFailure {

        private static final long serialVersionUID = 1;

        private final boolean request;

        /** @param request whether it is what was asked that it refuses, not whoever asked */
        Refused(String message, boolean request) {
            super(message, null);
            this.request = request;
        }

        boolean request() {
            return request;
        }
    }

    /** It is to be left alone for a while. */
    static final class Busy extends ModelFailure {

        private static final long serialVersionUID = 1;

        private final transient @Nullable Duration wait;

        Busy(String message, @Nullable Duration wait) {
            super(message, null);
            this.wait = wait;
        }

        Optional<Duration> after() {
            return Optional.ofNullable(wait);
        }
    }

    /** Trouble on its side, or on the way, that may pass. */
    static final class Unavailable extends ModelFailure {

        private static final long serialVersionUID = 1;

        Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
