package dev.adjudge.ingest;

import dev.adjudge.fact.CampaignKey;
import dev.adjudge.warehouse.ArrivedDay;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the checks say of a row. */
sealed interface Checked {

    record Good(ArrivedDay day) implements Checked {}

    /**
     * @param row the fields as far as they could be read, by their names
     * @param campaign and {@code date}, as far as they could be read
     */
    record Refused(
            String field,
            @Nullable String value,
            String reason,
            java.util.Map<String, String> row,
            @Nullable CampaignKey campaign,
            @Nullable LocalDate date)
            implements Checked {}
}
