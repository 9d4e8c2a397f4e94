package dev.adjudge.run.moderation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How items are judged. */
@ConfigMapping(prefix = "adjudge.moderation")
interface ModerationSettings {

    /** How often it is looked for items to be judged when nobody wakes it; {@code off} for a replica that judges none. */
    @WithDefault("1s")
    String poll();

    /** How many items are judged at once. */
    @WithDefault("50")
    int batch();

    /** How long they may be held; then another replica takes them. */
    @WithDefault("2m")
    Duration lease();

    /** The share, 0 to 100 %, of what is done at once that a person looks at afterwards. */
    @WithDefault("2")
    int samplePercent();

    /** Whose pages they are, for suggested replies. */
    Optional<String> brandName();

    /** How often an item may fail before it is left to a person. */
    @WithDefault("5")
    int tries();

    /** How long somebody has what they took from the queue. */
    @WithDefault("15m")
    Duration queueLease();

    /** How soon somebody is to look at what a person put before them. */
    @WithDefault("1h")
    Duration escalatedAnswer();

    /** How many items may be decided at once. */
    @WithDefault("200")
    int bulkMost();

    /** How long a classifier may take over what a program asks about; what takes longer is answered as if nobody could classify it. */
    @WithDefault("4s")
    Duration decideWithin();
}
