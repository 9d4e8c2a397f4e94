package dev.adjudge.audit;

import dev.adjudge.platform.Sql;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Seals the months that are over, drops those that were kept long enough, and makes the next month's partition before it is
 * needed. The database does each of these itself, and refuses what is not due.
 */
@ApplicationScoped
class AuditRetention {

    private static final Logger log = Logger.getLogger(AuditRetention.class);
    private static final Duration SHORTEST = Duration.ofDays(30);

    private final DataSource database;
    private final AuditSettings settings;

    AuditRetention(DataSource database, AuditSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    void checkSettings(@Observes StartupEvent started) {
        Duration keep = settings.keep();
        if (keep.compareTo(SHORTEST) < 0 || !keep.equals(Duration.ofDays(keep.toDays()))) {
            throw new IllegalStateException("adjudge.audit.keep is " + keep
                    + "; the audit log is kept for a number of whole days, at least " + SHORTEST.toDays()
                    + ": write 90d for 90 days");
        }
    }

    @Scheduled(
            identity = "audit-retention",
            cron = "{adjudge.audit.schedule}",
            timeZone = "UTC",
            executeWith = Scheduled.QUARTZ)
    void everyNight() {
        keepInShape();
    }

    void keepInShape() {
        Sql.change(database, connection -> {
            Sql sql = new Sql(connection);
            sql.run("SELECT audit_open_month(now()), audit_open_month(now() + interval '1 month')");
            sql.run("SELECT audit_keep(make_interval(days => ?))", (int)
                    settings.keep().toDays());
        });
        for (Optional<YearMonth> sealed = sealNext(); sealed.isPresent(); sealed = sealNext()) {
            log.infof("A month of the audit log is over and sealed, month=%s", sealed.get());
        }
        for (LocalDate month : mayGo()) {
            Sql.change(database, connection -> {
                Sql sql = new Sql(connection);
                sql.run("DELETE FROM audit_texts WHERE written_at < audit_month_end(?)", month);
                sql.run("SELECT audit_drop(?)", month);
            });
            log.infof("A month of the audit log was kept long enough and is dropped, month=%s", YearMonth.from(month));
        }
    }

    private Optional<YearMonth> sealNext() {
        return Sql.inTransaction(database, connection -> new Sql(connection)
                .find("SELECT audit_seal()", row -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .flatMap(month -> month)
                .map(YearMonth::from));
    }

    private List<LocalDate> mayGo() {
        return Sql.using(
                database,
                "looking for months of the audit log that may go",
                sql -> sql.list(
                        "SELECT month FROM audit_months WHERE audit_may_go(month) ORDER BY month",
                        AuditRetention::month));
    }

    private static LocalDate month(java.sql.ResultSet row) throws SQLException {
        return row.getObject(1, LocalDate.class);
    }
}
