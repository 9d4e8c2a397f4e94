package dev.adjudge.ai;

import org.jspecify.annotations.Nullable;

/**
 * What a reply is written with beside the text.
 *
 * @param brandName whose page it is on
 * @param name how its author is addressed; never sent to a model
 * @param language of two letters (ISO 639-1); guessed from the text where it is null
 */
public record ReplyContext(
        @Nullable String brandName,
        @Nullable String name,
        @Nullable String language) {

    public static ReplyContext of(String brandName) {
        return new ReplyContext(brandName, null, null);
    }
}
