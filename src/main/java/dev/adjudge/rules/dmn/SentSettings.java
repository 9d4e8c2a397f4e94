package dev.adjudge.rules.dmn;

import dev.adjudge.rules.engine.Allowance;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What models that come with a request may cost. */
@ConfigMapping(prefix = "adjudge.dmn.sent")
interface SentSettings {

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

    /** Characters of XML of the models that stay compiled, together; the least used leaves first. */
    @WithDefault("10000000")
    long kept();

    /** Models of one request. */
    @WithDefault("20")
    int resources();

    /** Characters of one model. */
    @WithDefault("1000000")
    int characters();

    /** For compiling; texts and lists may be as large as when evaluating. */
    default Allowance allowance(LimitSettings limits) {
        return new Allowance(compileTime(), compileMemory(), limits.text(), limits.elements());
    }
}
