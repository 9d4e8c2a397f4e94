package dev.adjudge.run;

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

/** Works off the table of runs, the oldest first, one run at a time among all replicas. */
@ApplicationScoped
public class RunQueue {

    private static final Logger log = Logger.getLogger(RunQueue.class);
    private static final long LOCK = 7_301_002;
    private static final int AFTER_THE_RULES = 10_000;

    private final Runs runs;
    private final Evaluation evaluation;
    private final WorkQueue<RunRow> queue;

    RunQueue(DataSource database, Runs runs, Evaluation evaluation, RunSettings settings) {
        this.runs = runs;
        this.evaluation = evaluation;
        this.queue =
                new WorkQueue<>("run-queue", database, LOCK, () -> runs.startNext(settings.attempts()), this::work);
    }

    /** Nothing is evaluated before the rules are live, which they are when the service begins to listen. */
    void open(@Observes @Priority(AFTER_THE_RULES) StartupEvent event) {
        queue.open();
    }

    /** Wakes the worker: there is something to do. */
    public void nudge() {
        queue.nudge();
    }

    /** Finds what was left by a worker that died, here or in another replica. */
    @Scheduled(
            every = "5s",
            delayed = "1s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        nudge();
    }

    void close(@Observes ShutdownEvent event) {
        queue.close();
    }

    private void work(Connection connection, RunRow run) throws SQLException {
        if (!run.status.equals("running")) {
            return;
        }
        try {
            evaluation.evaluate(connection, run);
        } catch (SQLException | RuntimeException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
            log.errorf(e, "Run failed, run=%s", run.id);
            runs.failed(run.id, "The run failed and did nothing: " + e.getMessage());
        }
    }
}
