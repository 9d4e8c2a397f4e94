package dev.adjudge.rules;

import dev.adjudge.platform.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * Follows what is made live on other replicas: PostgreSQL tells, and where it doesn't (a connection lost for a moment), a look once
 * a second does. The same look publishes what was scheduled.
 */
@ApplicationScoped
class ReleaseListener {

    private static final Logger log = Logger.getLogger(ReleaseListener.class);
    private static final int AFTER_THE_RULES = 200;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

    private final DataSource database;
    private final ReleaseLife releases;
    private volatile boolean open;

    ReleaseListener(DataSource database, ReleaseLife releases) {
        this.database = database;
        this.releases = releases;
    }

    void start(@Observes @Priority(AFTER_THE_RULES) StartupEvent start) {
        open = true;
        Thread thread = new Thread(this::listen, "release-listener");
        thread.setDaemon(true);
        thread.setContextClassLoader(ReleaseListener.class.getClassLoader());
        thread.start();
    }

    void stop(@Observes ShutdownEvent stop) {
        open = false;
    }

    private void listen() {
        while (open) {
            try (Connection connection = database.getConnection()) {
                new Sql(connection).run("LISTEN " + ReleaseStore.CHANNEL);
                PGConnection told = connection.unwrap(PGConnection.class);
                while (open) {
                    releases.look();
                    told.getNotifications((int) LOOK_EVERY.toMillis());
                }
            } catch (SQLException | RuntimeException e) {
                if (open) {
                    log.errorf(e, "Other replicas' releases can't be followed; the next try is in a second");
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(AFTER_TROUBLE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
