package dev.adjudge.api;

import org.jspecify.annotations.Nullable;

/** What {@code If-Match} says. */
final class ETags {

    private ETags() {}

    /** The tag without its quotes; null when there is none. */
    static @Nullable String in(@Nullable String ifMatch) {
        return ifMatch == null ? null : ifMatch.strip().replaceFirst("^\"(.*)\"$", "$1");
    }
}
