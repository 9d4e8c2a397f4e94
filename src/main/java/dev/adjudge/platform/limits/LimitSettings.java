package dev.adjudge.platform.limits;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Limits by the beginning of a path; of several that fit, the longest counts. */
@ConfigMapping(prefix = "adjudge.limits")
interface LimitSettings {

    /** Bytes of a request's body, as sent and as unpacked: {@code 10M}. */
    Map<String, MemorySize> body();

    /** Requests a minute of one user or key, or of one address where nobody is signed in, on this replica. */
    Map<String, Integer> perMinute();
}
