package dev.adjudge.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Takes one piece of work after another from a table. A lock in the database, held for as long as there is work, lets one
 * replica at a time do so; who holds it knows that whatever is still marked as begun lost its worker.
 */
public final class WorkQueue<T> {

    private static final Logger log = Logger.getLogger(WorkQueue.class);

    private final String name;
    private final DataSource database;
    private final long lock;
    private final Supplier<Optional<T>> next;
    private final Work<T> work;
    private final ExecutorService worker;

    private volatile boolean open;

    /** Does one piece of work. */
    @FunctionalInterface
    public interface Work<T> {

        /** @param connection the one that holds the lock: when it is lost, so is the right to do the work */
        void on(Connection connection, T piece) throws SQLException;
    }

    /**
     * @param lock a number that nothing else in the database locks
     * @param next marks the next piece of work as begun; empty when there is none
     */
    public WorkQueue(String name, DataSource database, long lock, Supplier<Optional<T>> next, Work<T> work) {
        this.name = name;
        this.database = database;
        this.lock = lock;
        this.next = next;
        this.work = work;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(WorkQueue.class.getClassLoader());
            return thread;
        });
    }

    /** From now on there may be work. */
    public void open() {
        open = true;
    }

    /** Wakes the worker: there is something to do. */
    public void nudge() {
        if (open) {
            worker.execute(this::workOff);
        }
    }

    /** Interrupts what is under way; it is taken up again by whoever looks next. */
    public void close() {
        open = false;
        worker.shutdownNow();
    }

    private void workOff() {
        try (Connection connection = database.getConnection()) {
            if (!call(connection, "SELECT pg_try_advisory_lock(?)")) {
                return;
            }
            try {
                Optional<T> piece = next.get();
                while (piece.isPresent()) {
                    work.on(connection, piece.get());
                    piece = next.get();
                }
            } finally {
                call(connection, "SELECT pg_advisory_unlock(?)");
            }
        } catch (SQLException | RuntimeException e) {
            // What was begun is still marked so: the next look, here or elsewhere, takes it up.
            if (open) {
                log.errorf(e, "The queue stopped; it goes on at the next look, queue=%s", name);
            }
        }
    }

    private boolean call(Connection connection, String function) throws SQLException {
        return new Sql(connection)
                .find(function, row -> row.getBoolean(1), lock)
                .orElse(false);
    }
}
