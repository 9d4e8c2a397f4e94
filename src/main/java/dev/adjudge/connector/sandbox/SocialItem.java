package dev.adjudge.connector.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote on a simulated social platform, as it was written.
 *
 * @param kind {@code comment}, {@code mention} or {@code message}
 * @param place the post that it stands under, or the conversation that it is part of; its own id for a post that names somebody
 * @param parent the comment that it answers
 */
record SocialItem(
        SocialProfile profile,
        String kind,
        String id,
        String place,
        @Nullable String parent,
        SocialPerson by,
        String text,
        Instant at) {

    static final String COMMENT = "comment";
    static final String MENTION = "mention";
    static final String MESSAGE = "message";

    boolean ours() {
        return by.id().equals(profile.id());
    }

    /** Whether it is a post itself, of somebody else. */
    boolean post() {
        return id.equals(place);
    }

    SocialItem withText(String other) {
        return new SocialItem(profile, kind, id, place, parent, by, other, at);
    }
}
