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
public record Allowance(Duration time, long memory, int text, int elements) {}
