package dev.adjudge.decision;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something we do to the outside world: what it changes, from what, to what. Amounts are absolute, never relative. */
public sealed interface Action {

    /** The kind's spelling in tables, rules and the API. */
    String kind();

    /** The value before, as rules saw it; null when the platform did not tell it or there is none. */
    @Nullable Object before();

    /** The value the action sets. */
    Object after();

    /** Stops a campaign; it can be resumed. */
    record Pause(String before) implements Action {
        @Override
        public String kind() {
            return "pause";
        }

        @Override
        public String after() {
            return "paused";
        }
    }

    /** Lets a stopped campaign go on. */
    record Resume(String before) implements Action {
        @Override
        public String kind() {
            return "resume";
        }

        @Override
        public String after() {
            return "active";
        }
    }

    /** Sets a campaign's daily budget, in its currency. */
    record ChangeBudget(@Nullable BigDecimal before, BigDecimal after, String currency) implements Action {
        @Override
        public String kind() {
            return "change_budget";
        }
    }

    /** Tells people something. */
    record Notify(Level level, String message) implements Action {
        @Override
        public String kind() {
            return "notify";
        }

        @Override
        public @Nullable Object before() {
            return null;
        }

        @Override
        public String after() {
            return message;
        }
    }

    /** How urgent a message is. */
    enum Level {
        INFO,
        WARNING,
        CRITICAL;

        /** The spelling in tables, rules and the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
