package dev.adjudge.warehouse;

import dev.adjudge.platform.DatabaseFailure;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** One pull of a source at a time, on however many replicas. A lock ends with the process that holds it. */
@ApplicationScoped
public class SourceLocks {

    private static final Logger log = Logger.getLogger(SourceLocks.class);
    private static final String NAME = "hashtextextended('adjudge pull ' || ?, 0)";

    private final DataSource database;

    SourceLocks(DataSource database) {
        this.database = database;
    }

    /** Closing it lets the next one in. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Empty when the source is being pulled already. */
    public Optional<Held> take(String source) {
        try {
            Connection connection = database.getConnection();
            try {
                boolean taken =
                        new Sql(connection).count("SELECT pg_try_advisory_lock(" + NAME + ")::int", source) == 1;
                if (taken) {
                    return Optional.of(() -> release(connection, source));
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DatabaseFailure("locking the source " + source, e);
        }
    }

    private static void release(Connection connection, String source) {
        try (connection) {
            new Sql(connection).count("SELECT pg_advisory_unlock(" + NAME + ")::int", source);
        } catch (SQLException e) {
            log.warnf(e, "A lock could not be given back; its connection ends it source=%s", source);
        }
    }
}
