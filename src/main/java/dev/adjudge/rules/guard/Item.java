package dev.adjudge.rules.guard;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A comment, a mention or a message as guardrails see it.
 *
 * @param key platform and id, {@code facebook:123_456}
 * @param objectType {@code comment}, {@code mention} or {@code message}
 * @param post the key of the post it stands under; null when it stands by itself
 * @param intent what it is taken for; null when nobody could classify it
 * @param confidence 0 to 1
 * @param labels its intent, and what it is flagged as besides
 * @param hiddenItems of its author, lately
 * @param authorReplies answers of ours to its author within 24 hours
 * @param postItems items under its post within the span of a burst
 * @param postReplies answers of ours under its post within 24 hours
 * @param alikeUsers people who wrote nearly the same lately
 * @param burst whether a burst under its post is known already
 */
public record Item(
        String key,
        String objectType,
        @Nullable String post,
        @Nullable String intent,
        @Nullable BigDecimal confidence,
        Set<String> labels,
        long hiddenItems,
        long authorReplies,
        long postItems,
        long postReplies,
        long alikeUsers,
        boolean burst,
        ModerationLimits limits) {

    /** Whether it is, or may be, somebody's complaint. */
    public boolean complains() {
        return labels.contains("complaint");
    }

    /** Whether it is, or may be, an insult. */
    public boolean insults() {
        return labels.contains("toxic");
    }
}
