package dev.adjudge.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, newest first.
 *
 * @param nextCursor what to send as {@code after} to go on; null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Makes a page of a query that was asked for one row more than the limit: a row too many tells that there is more.
     */
    public static <T> Page<T> of(List<T> found, Limit limit, Function<T, String> cursor) {
        if (found.size() <= limit.rows()) {
            return new Page<>(found, null);
        }
        List<T> items = List.copyOf(found.subList(0, limit.rows()));
        return new Page<>(items, cursor.apply(items.get(items.size() - 1)));
    }
}
