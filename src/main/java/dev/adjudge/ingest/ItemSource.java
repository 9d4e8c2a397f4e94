package dev.adjudge.ingest;

import dev.adjudge.fact.SocialItem;
import java.time.Instant;
import java.util.function.Consumer;

/** A platform that comments, mentions and messages are pulled from. Connectors implement it. */
public interface ItemSource {

    /** The platform's name: {@code facebook}, {@code instagram}. */
    String platform();

    /**
     * Gives what others wrote since then, as far as it is still there, in no particular order. The same item may be given again by a later
     * pull; what we wrote ourselves is never given.
     *
     * @throws FactSourceUnavailable when the platform does not answer or refuses; what was given before stays given
     */
    void pullItems(Instant since, Consumer<SocialItem> each) throws FactSourceUnavailable;
}
