package dev.adjudge.run.moderation;

import dev.adjudge.platform.WorkQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Works off the table of retro-hunts, the oldest first, one at a time among all replicas. */
@ApplicationScoped
public class RetroHuntQueue {

    private static final Logger log = Logger.getLogger(RetroHuntQueue.class);
    private static final long LOCK = 7_301_005;
    private static final int AFTER_THE_RULES = 10_000;
    private static final int ATTEMPTS = 3;

    private final RetroHunts hunts;
    private final Hunting hunting;
    private final WorkQueue<RetroHunt> queue;

    RetroHuntQueue(DataSource database, RetroHunts hunts, Hunting hunting) {
        this.hunts = hunts;
        this.hunting = hunting;
        this.queue = new WorkQueue<>("retro-hunt-queue", database, LOCK, () -> hunts.startNext(ATTEMPTS), this::work);
    }

    void open(@Observes @Priority(AFTER_THE_RULES) StartupEvent event) {
        queue.open();
    }

    /** Wakes the worker: there is something to do. */
    public void nudge() {
        queue.nudge();
    }

    @Scheduled(
            every = "10s",
            delayed = "4s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        nudge();
    }

    void close(@Observes ShutdownEvent event) {
        queue.close();
    }

    private void work(Connection connection, RetroHunt hunt) throws SQLException {
        try {
            hunting.hunt(hunt);
            hunts.over(hunt.id(), null);
        } catch (RuntimeException e) {
            if (!connection.isValid(5) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            log.errorf(e, "Retro-hunt failed, hunt=%s", hunt.id());
            hunts.over(hunt.id(), "The hunt failed: " + e.getMessage());
        }
    }
}
