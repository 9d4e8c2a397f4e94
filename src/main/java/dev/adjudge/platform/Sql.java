package dev.adjudge.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Bulk statements on a connection of their own, outside the entity manager. */
public final class Sql {

    private Sql() {}

    /** What is done with a connection, for its result. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException, IOException;
    }

    /** What is done with a connection, for its effect. */
    @FunctionalInterface
    public interface Effect {
        void on(Connection connection) throws SQLException, IOException;
    }

    /** As {@link #inTransaction(DataSource, Work)}, for the effect alone. */
    public static void change(DataSource database, Effect effect) {
        inTransaction(database, connection -> {
            effect.on(connection);
            return Boolean.TRUE;
        });
    }

    /** Does the work in one transaction: committed as a whole, or not at all. */
    public static <T> T inTransaction(DataSource database, Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw new IllegalStateException("The database failed: " + e.getMessage(), e);
        }
    }

    /** As {@link #inTransaction(DataSource, Work)}, on this connection. */
    public static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.on(connection);
            connection.commit();
            done = true;
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** A {@code text[]} parameter; null stays null. */
    public static @Nullable Array textArray(Connection connection, @Nullable List<String> values) throws SQLException {
        return values == null ? null : connection.createArrayOf("text", values.toArray());
    }

    /** A statement that stands in a file of its own. */
    public static String resource(String path) {
        try (InputStream in = Sql.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("No resource " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
