package dev.adjudge.api;

import dev.adjudge.platform.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ids as clients write them. */
final class Ids {

    private Ids() {}

    /** The id in a path: one that is no UUID names nothing. */
    static UUID of(String text, String thing) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.unknown("There is no " + thing + " '" + text + "': ids are UUIDs");
        }
    }

    /** The id in a query parameter; null when it is not there. */
    static @Nullable UUID query(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            String detail = name + " is '" + text + "'; it must be a UUID";
            throw Problem.wrong(detail, new Problem.FieldError(name, detail));
        }
    }
}
