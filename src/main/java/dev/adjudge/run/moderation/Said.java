package dev.adjudge.run.moderation;

import org.jspecify.annotations.Nullable;

/**
 * What a person says of an item along with what they decide.
 *
 * @param comment why
 * @param intent what it really is about, as {@link dev.adjudge.fact.Intent} spells it; null when they did not say
 * @param sentiment likewise
 */
public record Said(
        @Nullable String comment,
        @Nullable String intent,
        @Nullable String sentiment) {

    public static final Said NOTHING = new Said(null, null, null);
}
