package dev.adjudge.audit;

import dev.adjudge.platform.Changed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;

/** Writes down what other rooms tell that they changed. */
@ApplicationScoped
class ChangeWatch {

    private final AuditLog log;

    ChangeWatch(AuditLog log) {
        this.log = log;
    }

    void write(@Observes Changed changed) throws SQLException {
        log.add(
                changed.on(),
                Happening.of(
                        changed.caller(),
                        changed.kind(),
                        changed.subject(),
                        changed.before(),
                        changed.after(),
                        changed.reason()));
    }
}
