package dev.adjudge.act;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How actions are taken and tried. */
@ConfigMapping(prefix = "adjudge.act")
interface ActSettings {

    /** How often a worker looks for due actions when nobody wakes it; {@code off} for a replica that does none. */
    @WithDefault("2s")
    String poll();

    /** How often approvals are looked at that are due; {@code off} for a replica that does none. */
    @WithDefault("10s")
    String approvals();

    /** How often pauses are looked at that end by themselves at a time; {@code off} for a replica that ends none. */
    @WithDefault("30s")
    String returns();

    /** How many actions each replica does at once, never two of one campaign or item. */
    @WithDefault("4")
    int parallel();

    /** How many actions are taken at once, to be done one after the other. */
    @WithDefault("5")
    int batch();

    /**
     * How long a worker may hold an action; then another takes it. Longer than what an action on Google Ads can take: its budget is
     * looked up twice and looked at again, each for up to 50 seconds with all tries, and set once.
     */
    @WithDefault("3m")
    Duration lease();

    /** Tries before an action is dead: more than the five failures after which a platform's circuit opens, which counts as no try. */
    @WithDefault("8")
    int attempts();

    /** The wait after the first failed try; it doubles with each. */
    @WithDefault("10s")
    Duration firstRetry();

    @WithDefault("15m")
    Duration longestRetry();
}
