package dev.adjudge.rules.engine;

import java.time.Duration;

/**
 * What one evaluation may use.
 *
 * @param time of the processor, from its first step
 * @param memory bytes that it may allocate in all, garbage included
 * @param text characters of one text
 * @param elements values in one list or context, those inside its entries included
 */
public record Allowance(Duration time, long memory, int text, int elements) {

    /** One case of a table of ours: a thousand times what one takes. */
    public static final Allowance OF_A_CASE = new Allowance(Duration.ofSeconds(1), 256_000_000, 1_000_000, 100_000);

    /** Reading all the tables of a release: more than ten times what the largest take. */
    public static final Allowance OF_A_RELEASE =
            new Allowance(Duration.ofMinutes(2), 20_000_000_000L, 1_000_000, 100_000);
}
