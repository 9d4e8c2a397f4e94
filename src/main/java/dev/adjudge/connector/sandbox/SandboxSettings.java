package dev.adjudge.connector.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether the simulated platforms answer, and which chance they follow. */
@ConfigMapping(prefix = "adjudge.sandbox")
interface SandboxSettings {

    @WithDefault("true")
    boolean enabled();

    /** Another seed gives other figures of the same kind; the same seed gives the same figures. */
    @WithDefault("20261")
    long seed();
}
