package dev.adjudge.rules.dmn;

import dev.adjudge.rules.engine.Allowance;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What one evaluation may cost, whatever model it is of. */
@ConfigMapping(prefix = "adjudge.dmn.limits")
interface LimitSettings {

    /** How much time of a processor it may take. */
    @WithDefault("3s")
    Duration time();

    /** How long all the events of one batch may take; those that are left then are refused. */
    @WithDefault("10s")
    Duration batchTime();

    /** Bytes that it may allocate in all, garbage included. */
    @WithDefault("256000000")
    long memory();

    /** Characters of one text. */
    @WithDefault("1000000")
    int text();

    /** Values in one list or context, those inside its entries included. */
    @WithDefault("100000")
    int elements();

    /** Bytes of a request. */
    @WithDefault("10000000")
    int body();

    default Allowance allowance() {
        return new Allowance(time(), memory(), text(), elements());
    }
}
