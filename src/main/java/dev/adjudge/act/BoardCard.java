package dev.adjudge.act;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands on a page of a {@link Board}: never the text of a person outside, only who or what it is about. */
public sealed interface BoardCard {

    Board.Kind kind();

    /** What its page is known by. */
    String key();

    /** The state that people see and change. */
    String state();

    /** What somebody who answers must have read: a page that says something else is not answered. */
    String says();

    /**
     * An action that is, or was, held.
     *
     * @param state as {@link ActionStatus} spells it; approved until it has ended
     * @param does {@code pause}, {@code change_budget} …
     * @param change before → after
     * @param approver a role or a user, or both where somebody else may answer too
     */
    record Held(
            UUID action,
            String title,
            String state,
            String does,
            String subject,
            String change,
            String reason,
            String rule,
            String approver,
            @Nullable Instant deadline,
            URI link)
            implements BoardCard {

        @Override
        public Board.Kind kind() {
            return Board.Kind.ACTION;
        }

        @Override
        public String key() {
            return action.toString();
        }

        @Override
        public String says() {
            return says(does, subject, change);
        }

        /** The same of what stands on a page. */
        public static String says(String does, String subject, String change) {
            return does.strip() + " " + subject.strip() + " " + change.strip();
        }
    }

    /**
     * A rule of the live release, or one that was.
     *
     * @param state {@code active} or {@code inactive}
     * @param words what it does, as a sentence
     * @param hits of the last 30 days; null for what proposes nothing
     */
    record Rule(
            String name,
            String state,
            String type,
            String owner,
            String platform,
            String words,
            String description,
            @Nullable Long hits)
            implements BoardCard {

        public static final String ACTIVE = "active";
        public static final String INACTIVE = "inactive";

        @Override
        public Board.Kind kind() {
            return Board.Kind.RULE;
        }

        @Override
        public String key() {
            return name;
        }

        @Override
        public String says() {
            return name;
        }
    }
}
