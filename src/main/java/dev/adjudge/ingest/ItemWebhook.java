package dev.adjudge.ingest;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.SocialItem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A platform that tells by itself what happens to comments, mentions and messages. Connectors implement it. */
public interface ItemWebhook {

    /** Who tells: {@code meta}. */
    String source();

    /**
     * What a body tells. Whatever in it is not followed, or not understood, is counted and left out.
     *
     * @param receivedAt stands for times that the body does not tell
     */
    Told read(String body, Instant receivedAt);

    /**
     * Asks the platform for what a body only named; empty when it is not there any more.
     *
     * @throws FactSourceUnavailable when the platform does not answer or refuses
     */
    Optional<SocialItem> look(Named named) throws FactSourceUnavailable;

    /**
     * What a body told.
     *
     * @param named what it tells of without its text
     * @param ignored how many changes in it are of kinds that are not followed
     */
    record Told(List<ItemEvent> events, List<Named> named, int ignored) {

        /** Without what people wrote: for logs. */
        @Override
        public String toString() {
            return events.size() + " events, " + named.size() + " named, " + ignored + " ignored";
        }
    }

    /**
     * A mention of which only the place is told.
     *
     * @param postId the post or medium
     * @param commentId the comment under it; null when the post itself is the mention
     */
    record Named(
            String platform,
            String accountId,
            String postId,
            @Nullable String commentId) {}
}
