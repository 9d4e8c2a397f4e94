package dev.adjudge.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.LocalDate;
import java.util.List;

/** What is allowed in, and how much of it is pulled. */
@ConfigMapping(prefix = "adjudge.ingest")
public interface IngestSettings {

    /** The platforms that campaigns may be on. */
    @WithDefault("meta,google_ads,klaviyo")
    List<String> platforms();

    /** ISO 4217, of a campaign that nothing else gives a currency. */
    @WithDefault("USD")
    String defaultCurrency();

    /** No campaign is older. */
    @WithDefault("2000-01-01")
    LocalDate earliestDate();

    /** Days that a pull covers when it is not told: platforms correct conversions for that long. */
    @WithDefault("28")
    int pullDays();
}
