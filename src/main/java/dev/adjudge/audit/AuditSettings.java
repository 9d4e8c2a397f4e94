package dev.adjudge.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the audit log is kept. */
@ConfigMapping(prefix = "adjudge.audit")
interface AuditSettings {

    /** How long entries are kept after their month is over, in whole days; at least 30. */
    @WithDefault("90d")
    Duration keep();

    /** When months that are over are sealed, and old ones dropped, as a Quartz cron expression in UTC; {@code off} for never. */
    @WithDefault("0 20 3 * * ?")
    String schedule();
}
