package dev.adjudge.connector.sandbox;

import dev.adjudge.connector.sandbox.SocialLedger.By;
import dev.adjudge.connector.sandbox.SocialSandbox.Seen;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with a comment on the simulated Facebook and Instagram alike, and what Meta refuses. */
@Singleton
class SocialComments {

    private static final int LONGEST = 8000;

    private final SocialSandbox social;

    SocialComments(SocialSandbox social) {
        this.social = social;
    }

    void hide(SocialItem item, String hidden, String name) {
        if (!hidden.equals("true") && !hidden.equals("false")) {
            throw MetaError.invalid("Param " + name + " must be a boolean");
        }
        if (item.ours()) {
            throw MetaError.refused(200, "Permissions error: a page can't hide its own comment");
        }
        social.hide(item, Boolean.parseBoolean(hidden), By.SERVICE);
    }

    Map<String, Object> answered(
            SocialProfile profile, String key, String place, String answered, @Nullable String message) {
        if (message == null || message.isBlank() || message.length() > LONGEST) {
            throw MetaError.invalid("Param message must be a text of 1 to " + LONGEST + " characters");
        }
        String id = SocialIds.comment(profile, key, social.nextId());
        social.answer(profile, SocialItem.COMMENT, id, place, answered, message);
        return Map.of("id", id);
    }

    /** There are two levels: an answer to an answer stands beside it. */
    static String top(SocialItem item) {
        return item.parent() == null ? item.id() : item.parent();
    }

    SocialItem comment(String method, String id) {
        SocialItem item = existing(social.near(id), method, id).item();
        if (!item.kind().equals(SocialItem.COMMENT)) {
            throw MetaError.unknown(method, id);
        }
        return item;
    }

    static Seen existing(List<Seen> all, String method, String id) {
        return all.stream()
                .filter(seen -> seen.item().id().equals(id))
                .findFirst()
                .orElseThrow(() -> MetaError.unknown(method, id));
    }
}
