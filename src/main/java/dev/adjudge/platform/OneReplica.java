package dev.adjudge.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Lets one replica at a time do something. The lock is the database's: it ends with the process that holds it. */
@Singleton
public class OneReplica {

    private static final Logger log = Logger.getLogger(OneReplica.class);
    private static final String NAME = "hashtextextended('adjudge ' || ?, 0)";

    private final DataSource database;

    OneReplica(DataSource database) {
        this.database = database;
    }

    /** The right to do something. Closing it lets the next one in. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Does the work, unless it is being done already; whether it did. */
    public boolean does(String what, Runnable work) {
        Optional<Held> lock = take(what);
        if (lock.isEmpty()) {
            return false;
        }
        try {
            work.run();
        } finally {
            lock.get().close();
        }
        return true;
    }

    /** For work that goes on elsewhere; empty when it is being done already. */
    public Optional<Held> take(String what) {
        try {
            Connection connection = database.getConnection();
            try {
                if (new Sql(connection).count("SELECT pg_try_advisory_lock(" + NAME + ")::int", what) == 1) {
                    return Optional.of(() -> giveBack(connection, what));
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DatabaseFailure("locking " + what, e);
        }
    }

    private static void giveBack(Connection connection, String what) {
        try (connection) {
            new Sql(connection).count("SELECT pg_advisory_unlock(" + NAME + ")::int", what);
        } catch (SQLException e) {
            log.warnf(e, "A lock could not be given back; its connection ends it, lock=%s", what);
        }
    }
}
