package dev.adjudge.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything a rule may look at for one item.
 *
 * @param classification null when nobody could classify it
 * @param at when it was looked at; spans end there or, for what others wrote, when the item was written
 * @param author what is known of its author
 * @param post what is known of the post that it stands under
 */
public record ItemFacts(SocialItem item, @Nullable Classification classification, Instant at, Author author, Post post)
        implements Facts {

    /**
     * Of the item's author.
     *
     * @param hiddenItems how many of their items were hidden or deleted lately
     * @param repliesToday how many answers of ours to them, of the last 24 hours, were sent or wait
     */
    public record Author(long hiddenItems, long repliesToday) {

        public static final Author UNKNOWN = new Author(0, 0);
    }

    /**
     * Of the item's post.
     *
     * @param items how many items came within the span that a burst is counted in, this one included
     * @param alikeUsers how many people wrote nearly the same lately, its author included
     * @param burst whether a burst there was noticed within the hour, so that spam is believed earlier
     * @param repliesToday how many answers of ours, of the last 24 hours, were sent or wait
     */
    public record Post(long items, long alikeUsers, boolean burst, long repliesToday) {

        public static final Post UNKNOWN = new Post(0, 0, false, 0);
    }
}
