package dev.adjudge.rules.dmn;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What evaluating DMN may cost. */
@ConfigMapping(prefix = "adjudge.dmn")
interface DmnSettings {

    Limits limits();

    Sent sent();

    /** Of one evaluation, whatever model it is of. */
    interface Limits {

        /** How long it may compute. */
        @WithDefault("2s")
        Duration time();

        /** Bytes that it may allocate in all, garbage included. */
        @WithDefault("256000000")
        long memory();

        /** Characters of one text. */
        @WithDefault("1000000")
        int text();

        /** Values in one list or context, those inside its entries included. */
        @WithDefault("100000")
        int elements();

        /** Bytes of a request's JSON, and of an answer's. */
        @WithDefault("10000000")
        int body();
    }

    /** Models that come with the request. */
    interface Sent {

        /** How many are compiled or evaluated at once. */
        @WithDefault("2")
        int atOnce();

        /** How many more may wait for their turn. */
        @WithDefault("50")
        int waiting();

        /** How long compiling may take. */
        @WithDefault("10s")
        Duration compileTime();

        /** Bytes that compiling may allocate in all. */
        @WithDefault("1000000000")
        long compileMemory();

        /** Models that stay compiled, the least used leaves first. */
        @WithDefault("200")
        int kept();

        /** Models of one request. */
        @WithDefault("20")
        int resources();

        /** Characters of one model. */
        @WithDefault("1000000")
        int characters();
    }
}
