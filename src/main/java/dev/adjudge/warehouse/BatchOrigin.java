package dev.adjudge.warehouse;

import java.time.Instant;
import java.util.UUID;

/**
 * Where a batch comes from.
 *
 * @param format {@code json}, {@code ndjson}, {@code csv} or {@code pull}
 * @param parts whether lines are finer than a campaign's day and are to be summed
 * @param defaultCurrency of a campaign that nothing else gives a currency
 */
public record BatchOrigin(
        UUID id, String source, String format, Instant receivedAt, boolean parts, String defaultCurrency) {}
