package dev.adjudge.warehouse;

import dev.adjudge.fact.PerformanceDay;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A campaign's day as it was believed in a span of time.
 *
 * @param knownTo when other values came; null for what is believed now
 */
public record KnownDay(
        PerformanceDay day,
        UUID batchId,
        Instant knownFrom,
        @Nullable Instant knownTo) {}
