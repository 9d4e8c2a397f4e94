package dev.adjudge.platform.calls;

import java.time.Duration;

/**
 * So many calls, tokens or cents in a time.
 *
 * @param most at least 1
 * @param within at least a second
 * @param fixed whether windows follow each other, each with all of it; otherwise any span as long counts
 * @param atOnce how much of it may come at once where any span counts
 */
public record CallLimit(long most, Duration within, boolean fixed, long atOnce) {

    private static final int USUALLY_AT_ONCE = 10;
    private static final int LATE = 20;

    /** Where any span counts a tenth at once. */
    public static CallLimit of(long most, Duration within, boolean fixed) {
        return new CallLimit(most, within, fixed, fixed ? most : Math.max(1, most / USUALLY_AT_ONCE));
    }

    /** What may be taken at once at most. */
    long capacity() {
        return fixed ? most : atOnce;
    }

    /** What comes back evenly: a twentieth is left for what arrives late. */
    long evenly() {
        return Math.max(1, most - atOnce - most / LATE);
    }

    /** Another limit is another count. */
    String name() {
        return most + "/" + within + (equals(of(most, within, fixed)) ? "" : "/" + atOnce);
    }
}
