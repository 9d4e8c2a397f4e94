package dev.adjudge.connector.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Whether the simulated platforms answer, which chance they follow, and how often they fail. */
@ConfigMapping(prefix = "adjudge.sandbox")
interface SandboxSettings {

    @WithDefault("true")
    boolean enabled();

    /** Whether this process is nothing else. */
    @WithDefault("false")
    boolean alone();

    /** Another seed gives other figures of the same kind; the same seed gives the same figures. */
    @WithDefault("20261")
    long seed();

    /** How often each campaign of {@code sandbox/campaigns.csv} is there, 1 to 1,000: for work at size. */
    @WithDefault("1")
    int copies();

    /** How many of the last requests {@code GET /sandbox/requests} shows; 0 for none. */
    @WithDefault("0")
    int record();

    /** Where the simulated Meta's webhooks are sent; to this service, where a request wants one, when it is not set. */
    Optional<String> webhook();

    /** What they are signed with while {@code adjudge.connector.meta.app-secret} is not set. */
    @WithDefault("only-of-the-sandbox")
    String appSecret();

    /** How long access tokens of the simulated Google last. */
    @WithDefault("1h")
    Duration tokenLife();

    Faults faults();

    /** What goes wrong. A request with the header {@code X-Sandbox-Fault} fails in the way that it names, whatever is set. */
    interface Faults {

        /** The share of requests that fail, 0 to 1. */
        @WithDefault("0")
        double share();

        /** In which ways, each as often as the others. */
        @WithDefault("busy,error,slow,cut,lost,garbled,revoked,partial")
        Set<Fault> kinds();

        /** How long a slow answer takes. */
        @WithDefault("3s")
        Duration slowness();
    }
}
