package dev.adjudge.fact;

import java.time.Instant;

/**
 * Something that happened to an item on its platform, as it was told. Events come twice and out of order: the later one counts.
 *
 * @param item as it is after the event; of one that was removed only its keys are known, its text is empty
 * @param at when it happened
 */
public record ItemEvent(Kind kind, SocialItem item, Instant at) {

    /** What happened. */
    public enum Kind {
        /** It is there. */
        ADDED,
        /** Its author changed its text. */
        EDITED,
        /** It is gone: its author, we or the platform removed it. */
        REMOVED,
        /** Somebody of ours hid it. */
        HIDDEN,
        /** Somebody of ours let it be seen again. */
        UNHIDDEN
    }
}
