package dev.adjudge.act;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An action could not be looked at or done. The message names the platform, what it said, and what to do. */
public abstract sealed class ActionFailed extends Exception {

    private static final long serialVersionUID = 1;

    private ActionFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Worth another try: no answer, too many requests, trouble on the other side. */
    public static final class Temporary extends ActionFailed {

        private static final long serialVersionUID = 1;

        private final transient @Nullable Duration retryAfter;
        private final boolean keptBack;

        /**
         * @param retryAfter how long the platform wants to be left alone, which is no failed try; null when it did not say
         */
        public Temporary(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
            this(message, retryAfter, cause, false);
        }

        private Temporary(String message, @Nullable Duration retryAfter, @Nullable Throwable cause, boolean keptBack) {
            super(message, cause);
            this.retryAfter = retryAfter;
            this.keptBack = keptBack;
        }

        /** Nothing was sent, or the platform refused to look at it. */
        public static Temporary keptBack(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
            return new Temporary(message, retryAfter, cause, true);
        }

        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        /** Whether it surely changed nothing. */
        public boolean keptBack() {
            return keptBack;
        }
    }

    /** Would fail again: the platform refuses it, or it can't be done there. */
    public static final class Permanent extends ActionFailed {

        private static final long serialVersionUID = 1;

        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
