package dev.adjudge.connector;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A platform answered, but not with what was asked for. The message is the platform's own, with its name and codes. */
public abstract sealed class PlatformFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private PlatformFailure(String message) {
        super(message);
    }

    /** It will say the same again: wrong request, missing permission, no such thing. */
    public static sealed class Refused extends PlatformFailure {

        private static final long serialVersionUID = 1;

        public Refused(String message) {
            super(message);
        }
    }

    /** There is no such thing there, or none that may be seen. */
    public static final class Missing extends Refused {

        private static final long serialVersionUID = 1;

        public Missing(String message) {
            super(message);
        }
    }

    /** Too many requests: to be left alone for a while. */
    public static final class Busy extends PlatformFailure {

        private static final long serialVersionUID = 1;

        private final transient @Nullable Duration retryAfter;
        private final boolean refused;

        public Busy(String message, @Nullable Duration retryAfter) {
            this(message, retryAfter, true);
        }

        /** @param refused whether it surely did nothing; some who are overloaded may have */
        Busy(String message, @Nullable Duration retryAfter, boolean refused) {
            super(message);
            this.retryAfter = retryAfter;
            this.refused = refused;
        }

        boolean refused() {
            return refused;
        }

        @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Trouble on its side that may pass. */
    public static final class Unavailable extends PlatformFailure {

        private static final long serialVersionUID = 1;

        public Unavailable(String message) {
            super(message);
        }
    }
}
