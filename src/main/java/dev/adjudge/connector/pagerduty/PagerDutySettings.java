package dev.adjudge.connector.pagerduty;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How PagerDuty is spoken to; without a routing key the sandbox answers. */
@ConfigMapping(prefix = "adjudge.connector.pagerduty")
interface PagerDutySettings {

    /** Another address than PagerDuty's own. */
    Optional<String> url();

    /** The integration key of a service, of the kind Events API v2. */
    Optional<String> routingKey();
}
