package dev.adjudge.audit;

import dev.adjudge.decision.Alert;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What people are told of: kept, written into the audit log and into the service's own. */
@ApplicationScoped
public class Alerts {

    private static final Logger log = Logger.getLogger(Alerts.class);

    private final DataSource database;
    private final AuditLog audit;
    private final Clock clock;

    Alerts(DataSource database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Raises an alert, unless the same rule raised one about the same subject today (UTC). */
    public void raise(Anomaly anomaly, Alert alert, ReleaseRef release) {
        Instant now = clock.instant();
        boolean raised = Sql.inTransaction(database, connection -> {
            Sql sql = new Sql(connection);
            long added = sql.run(
                    """
                    INSERT INTO alerts (id, kind, subject, count, usual, rule, level, channels, escalate_after, reason, release_id, raised_on, raised_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, make_interval(mins => ?), ?, ?, ?, ?)
                    ON CONFLICT (kind, subject, rule, raised_on) DO NOTHING""",
                    UUID.randomUUID(),
                    anomaly.kind(),
                    anomaly.subject(),
                    anomaly.count(),
                    anomaly.usual(),
                    alert.rule(),
                    alert.level().word(),
                    Sql.textArray(connection, alert.channels()),
                    alert.escalateAfter() == null ? null : Math.toIntExact(alert.escalateAfter()),
                    alert.reason(),
                    release.id(),
                    now.atOffset(ZoneOffset.UTC).toLocalDate(),
                    now);
            if (added > 0) {
                audit.add(
                        sql,
                        Happening.of(
                                Caller.SERVICE,
                                "alert.raised",
                                anomaly.subject(),
                                null,
                                told(anomaly, alert, release),
                                alert.reason()));
            }
            return added > 0;
        });
        if (raised) {
            log.warnf("Alert, level=%s rule=%s kind=%s", alert.level().word(), alert.rule(), anomaly.kind());
        }
    }

    private static Map<String, @Nullable Object> told(Anomaly anomaly, Alert alert, ReleaseRef release) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("kind", anomaly.kind());
        told.put("count", anomaly.count());
        told.put("usual", anomaly.usual());
        told.put("rule", alert.rule());
        told.put("level", alert.level().word());
        told.put("channels", alert.channels());
        told.put("release", release.id());
        return told;
    }
}
