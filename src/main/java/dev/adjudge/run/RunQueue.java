package dev.adjudge.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Takes one run after another from the table of runs. A lock in the database, held for as long as a run is worked on,
 * lets one replica at a time do so; who holds it knows that any run still marked as running lost its worker.
 */
@ApplicationScoped
public class RunQueue {

    private static final Logger log = Logger.getLogger(RunQueue.class);

    /** An arbitrary number that nothing else in the database locks. */
    private static final long LOCK = 7_301_002;

    private static final int AFTER_THE_RULES = 10_000;

    private final DataSource database;
    private final Runs runs;
    private final Evaluation evaluation;
    private final RunSettings settings;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "run-queue");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean open;

    RunQueue(DataSource database, Runs runs, Evaluation evaluation, RunSettings settings) {
        this.database = database;
        this.runs = runs;
        this.evaluation = evaluation;
        this.settings = settings;
    }

    /** Nothing is evaluated before the rules are live, which they are when the service begins to listen. */
    void open(@Observes @Priority(AFTER_THE_RULES) StartupEvent event) {
        open = true;
    }

    /** Wakes the worker: there is something to do. */
    public void nudge() {
        if (open) {
            worker.execute(this::workOff);
        }
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
        open = false;
        worker.shutdownNow();
    }

    private void workOff() {
        try (Connection connection = database.getConnection()) {
            if (!call(connection, "SELECT pg_try_advisory_lock(?)")) {
                return;
            }
            try {
                Optional<RunRow> next = runs.startNext(settings.attempts());
                while (next.isPresent()) {
                    if (next.get().status.equals("running")) {
                        work(connection, next.get());
                    }
                    next = runs.startNext(settings.attempts());
                }
            } finally {
                call(connection, "SELECT pg_advisory_unlock(?)");
            }
        } catch (SQLException | RuntimeException e) {
            // What was begun is still marked as running: the next poll, here or elsewhere, takes it up.
            if (open) {
                log.errorf(e, "The run queue stopped; it goes on at the next poll");
            }
        }
    }

    private void work(Connection connection, RunRow run) throws SQLException {
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

    private static boolean call(Connection connection, String function) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setLong(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
