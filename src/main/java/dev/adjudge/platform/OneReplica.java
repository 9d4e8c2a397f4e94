package dev.adjudge.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
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

    /** Does the work, unless it is being done already; whether it did. */
    public boolean does(String what, Runnable work) {
        try (Connection connection = database.getConnection()) {
            if (new Sql(connection).count("SELECT pg_try_advisory_lock(" + NAME + ")::int", what) != 1) {
                return false;
            }
            try {
                work.run();
            } finally {
                giveBack(connection, what);
            }
            return true;
        } catch (SQLException e) {
            throw new DatabaseFailure("locking " + what, e);
        }
    }

    private static void giveBack(Connection connection, String what) {
        try {
            new Sql(connection).count("SELECT pg_advisory_unlock(" + NAME + ")::int", what);
        } catch (SQLException e) {
            log.warnf(e, "A lock could not be given back; its connection ends it, lock=%s", what);
        }
    }
}
