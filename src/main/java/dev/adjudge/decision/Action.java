package dev.adjudge.decision;

import dev.adjudge.fact.ReplyText;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something we do to the outside world: what it changes, from what, to what. Amounts are absolute, never relative. */
public sealed interface Action {

    /** What a comment is, as the actions on it change it. */
    String VISIBLE = "visible";

    String HIDDEN = "hidden";
    String DELETED = "deleted";

    /** The kind's spelling in tables, rules and the API. */
    String kind();

    /** The value before, as rules saw it; null when the platform did not tell it or there is none. */
    @Nullable Object before();

    /** The value the action sets. */
    Object after();

    /**
     * Stops a campaign; it can be resumed.
     *
     * @param until when it goes on by itself; null when a person lets it
     */
    record Pause(String before, @Nullable Until until) implements Action {

        public Pause(String before) {
            this(before, null);
        }

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

    /** Takes a comment out of sight; its author, and on some platforms their friends, still see it. */
    record Hide(String before) implements Action {
        @Override
        public String kind() {
            return "hide";
        }

        @Override
        public String after() {
            return HIDDEN;
        }
    }

    /** Lets a hidden comment be seen again. */
    record Unhide(String before) implements Action {
        @Override
        public String kind() {
            return "unhide";
        }

        @Override
        public String after() {
            return VISIBLE;
        }
    }

    /** Removes a comment for good: nothing brings it back. */
    record Delete(String before) implements Action {
        @Override
        public String kind() {
            return "delete";
        }

        @Override
        public String after() {
            return DELETED;
        }
    }

    /** Answers a comment or a message. What was answered in these words already is answered. */
    record Reply(String text) implements Action {

        /** Why it can't be sent, with what to do; empty when it can. */
        public Optional<String> problem() {
            return ReplyText.problem(text);
        }

        @Override
        public String kind() {
            return "reply";
        }

        @Override
        public @Nullable Object before() {
            return null;
        }

        @Override
        public String after() {
            return text;
        }
    }

    /**
     * Removes our answer; what was answered stays. The value before is the answer's text.
     *
     * @param id the platform's own, of the answer; null when nobody knows it, and the first in these words is meant
     */
    record DeleteReply(String before, @Nullable String id) implements Action {

        @Override
        public String kind() {
            return "delete_reply";
        }

        @Override
        public String after() {
            return DELETED;
        }
    }

    /** Puts something before people who decide what is to be done. */
    record Escalate(Level level, String message) implements Action {
        @Override
        public String kind() {
            return "escalate";
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
