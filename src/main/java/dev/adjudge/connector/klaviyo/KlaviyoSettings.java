package dev.adjudge.connector.klaviyo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How Klaviyo is spoken to. */
@ConfigMapping(prefix = "adjudge.connector.klaviyo")
interface KlaviyoSettings {

    /** Another address than Klaviyo's own. */
    Optional<String> url();

    /** A private key with campaigns:read, metrics:read and accounts:read; without one the sandbox answers. */
    Optional<String> apiKey();

    /** The revision of the API that requests are written for. */
    @WithDefault("2026-07-15")
    String revision();

    @WithDefault("email,sms")
    List<String> channels();

    /** The metric that counts as a conversion. */
    @WithDefault("Placed Order")
    String conversionMetric();
}
