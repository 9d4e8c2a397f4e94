package dev.adjudge.rules.dmn;

import dev.adjudge.rules.engine.Allowance;

/** The settings as the engine wants them. */
final class Limits {

    private Limits() {}

    static Allowance evaluating(DmnSettings settings) {
        DmnSettings.Limits limits = settings.limits();
        return new Allowance(limits.time(), limits.memory(), limits.text(), limits.elements());
    }

    static Allowance compiling(DmnSettings settings) {
        DmnSettings.Limits limits = settings.limits();
        DmnSettings.Sent sent = settings.sent();
        return new Allowance(sent.compileTime(), sent.compileMemory(), limits.text(), limits.elements());
    }
}
