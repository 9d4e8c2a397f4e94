package dev.adjudge.run;

import java.util.concurrent.TimeUnit;

/**
 * Where a run's time went, in milliseconds. Reading and evaluating overlap.
 *
 * @param read reading facts, without the time in which the reader waited for the rules
 * @param dmn evaluating decision tables, summed over processors
 * @param drl guardrails
 * @param startNanos when the run began, by the monotonic clock
 */
record Timings(long read, long dmn, long drl, long startNanos) {

    long total() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
