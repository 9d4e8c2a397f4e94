package dev.adjudge.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.adjudge.platform.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed something, to be written down.
 *
 * @param kind what happened: {@code release.live}, {@code switch.on}, {@code run.completed}, {@code action.done} …
 * @param subject what it happened to: {@code release:7}, {@code run:…}, {@code campaign:meta:123}
 * @param before what was so before; null when nothing was
 * @param after what is so now; null when nothing is. Here and in before, what a person outside wrote goes in as a {@link PersonalText}
 * @param reason why, in the words of whoever did it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"actor", "kind", "subject", "before", "after", "reason", "origin", "trace"})
public record Happening(
        String actor,
        String kind,
        String subject,
        @Nullable Object before,
        @Nullable Object after,
        @Nullable String reason,
        @Nullable String origin,
        @Nullable String trace) {

    public static Happening of(
            Caller caller,
            String kind,
            String subject,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        return new Happening(caller.actor(), kind, subject, before, after, reason, caller.origin(), caller.trace());
    }
}
