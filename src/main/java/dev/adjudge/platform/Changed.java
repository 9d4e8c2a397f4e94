package dev.adjudge.platform;

import org.jspecify.annotations.Nullable;

/**
 * Told, while the transaction lasts that changes something, by rooms that may not call the audit log; it writes it down in there.
 *
 * @param on the connection of that transaction
 * @param kind {@code batch.completed} …
 * @param subject {@code batch:…}
 * @param before what was so before; null when nothing was
 * @param after what is so now; null when nothing is
 * @param reason why, in the words of whoever did it
 */
public record Changed(
        Sql on,
        Caller caller,
        String kind,
        String subject,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable String reason) {

    public Changed(Sql on, Caller caller, String kind, String subject, @Nullable Object after) {
        this(on, caller, kind, subject, null, after, null);
    }
}
