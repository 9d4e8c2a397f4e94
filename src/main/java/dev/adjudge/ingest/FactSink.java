package dev.adjudge.ingest;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.PerformanceDay;

/** Takes what a {@link FactSource} gives, one at a time; nothing is kept in memory. */
public interface FactSink {

    /** Metadata, before any of the campaign's days. */
    void campaign(Campaign campaign);

    void day(PerformanceDay day);
}
