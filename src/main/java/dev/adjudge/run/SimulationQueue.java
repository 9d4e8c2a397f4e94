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

/** Works off the table of simulations, the oldest first, one at a time among all replicas. */
@ApplicationScoped
public class SimulationQueue {

    private static final Logger log = Logger.getLogger(SimulationQueue.class);
    private static final long LOCK = 7_301_003;
    private static final int AFTER_THE_RULES = 10_000;

    private final Simulations simulations;
    private final Simulating simulating;
    private final WorkQueue<Simulation> queue;

    SimulationQueue(DataSource database, Simulations simulations, Simulating simulating, RunSettings settings) {
        this.simulations = simulations;
        this.simulating = simulating;
        this.queue = new WorkQueue<>(
                "simulation-queue", database, LOCK, () -> simulations.startNext(settings.attempts()), this::work);
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
            delayed = "3s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        nudge();
    }

    void close(@Observes ShutdownEvent event) {
        queue.close();
    }

    private void work(Connection connection, Simulation simulation) throws SQLException {
        try {
            simulating.simulate(simulation);
        } catch (RuntimeException e) {
            if (!connection.isValid(5) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            log.errorf(e, "Simulation failed, simulation=%s", simulation.id());
            simulations.failed(simulation.id(), "The simulation failed: " + e.getMessage());
        }
    }
}
