package dev.adjudge.platform;

import org.jspecify.annotations.Nullable;

/**
 * Told, while the transaction lasts that changes something, by rooms that may not call the audit log; it writes it down in there.
 *
 * @param on the connection of that transaction
 * @param kind {@code batch.completed} …
 * @param subject {@code batch:…}
 * @param after what is so now
 */
public record Changed(
        Sql on,
        Caller caller,
        String kind,
        String subject,
        @Nullable Object after) {}
