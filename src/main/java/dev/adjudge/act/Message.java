package dev.adjudge.act;

import dev.adjudge.decision.Action;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What people are told of alerts: of one, or of all that a storm raised.
 *
 * @param key the same for all messages of what was told as one: who keeps incidents keeps them by it
 * @param title in a few words
 * @param lines what happened, with its figures; not all, if there are many
 * @param more how many lines were left out
 * @param link where the alert is read, and acknowledged
 * @param at when the first alert was raised
 * @param settled whether somebody looks after all alerts of the same key
 */
public record Message(
        String key,
        Event event,
        Action.Level level,
        String title,
        List<Line> lines,
        int more,
        URI link,
        Instant at,
        boolean settled) {

    /** What is to be told of an alert. */
    public enum Event {
        RAISED,
        /** Nobody acknowledged it in time. */
        ESCALATED,
        /** Somebody looks after it. */
        ACKNOWLEDGED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param link where the decision is explained, or the alert */
    public record Line(String text, URI link) {}
}
