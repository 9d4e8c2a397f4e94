package dev.adjudge.warehouse;

import dev.adjudge.fact.SocialItem;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item and where it stands.
 *
 * @param item without its text and author when that was erased
 * @param visibility {@code visible}, {@code hidden} or {@code deleted}
 * @param erasedAt when its author's texts were erased; null when they are there
 * @param intent what the latest classification says; null when there is none
 * @param status {@code new}, {@code needs_person}, {@code handled} or {@code passed}
 * @param decisionId the latest decision; null when no rule wanted anything
 * @param sampled whether chance chose it from what was done at once
 * @param due whether it is to be judged, or being judged
 */
public record StoredItem(
        UUID id,
        SocialItem item,
        Instant receivedAt,
        String visibility,
        @Nullable Instant erasedAt,
        @Nullable String intent,
        @Nullable String sentiment,
        String status,
        @Nullable UUID decisionId,
        boolean sampled,
        boolean due,
        Open open,
        @Nullable String note) {

    public static final String NEEDS_PERSON = "needs_person";

    /**
     * How it waits for a person, or waited.
     *
     * @param severity 0 to 9
     * @param because why
     * @param answerBy until when somebody is to look at it
     * @param escalatedTo whom somebody asked for; null when nobody did
     * @param leasedBy who has it, until {@code leasedUntil}
     * @param lostBy who had it, until {@code lostUntil}, when its author wrote another text; null once they took it again
     * @param priority where it stands among others that wait: the higher the earlier; null when it does not wait
     */
    public record Open(
            int severity,
            @Nullable String because,
            @Nullable Instant since,
            @Nullable Instant answerBy,
            @Nullable String escalatedTo,
            @Nullable String leasedBy,
            @Nullable Instant leasedUntil,
            @Nullable String lostBy,
            @Nullable Instant lostUntil,
            @Nullable Double priority,
            @Nullable Instant closedAt,
            @Nullable String closedBy) {

        /** Whether somebody still thinks of the text that stood there when they took it. */
        public boolean isLost(String actor, Instant now) {
            return actor.equals(lostBy) && lostUntil != null && lostUntil.isAfter(now);
        }

        /** Whether somebody else has it now. */
        public boolean isLeasedByAnother(String actor, Instant now) {
            return leasedBy != null && leasedUntil != null && leasedUntil.isAfter(now) && !leasedBy.equals(actor);
        }
    }

    /** Whether it waits for a person. */
    public boolean waits() {
        return status.equals(NEEDS_PERSON);
    }
}
