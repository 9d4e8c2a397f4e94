package dev.adjudge.connector.sandbox;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One day of a simulated campaign; revenue is null where it reports none. */
record SandboxDay(
        SandboxCampaign campaign,
        LocalDate date,
        BigDecimal spend,
        long impressions,
        long clicks,
        long conversions,
        @Nullable BigDecimal revenue) {}
