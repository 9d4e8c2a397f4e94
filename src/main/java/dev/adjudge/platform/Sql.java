package dev.adjudge.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL on one connection, outside the entity manager: values are always parameters. */
public final class Sql {

    private final Connection connection;

    /** Makes something of the row that a result stands on. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Uses a connection for a while. */
    @FunctionalInterface
    public interface Use<T> {
        T with(Sql sql) throws SQLException;
    }

    /** Takes a connection, in the caller's transaction if there is one. */
    public static <T> T using(DataSource database, String doing, Use<T> use) {
        try (Connection connection = database.getConnection()) {
            return use.with(new Sql(connection));
        } catch (SQLException e) {
            throw new DatabaseFailure(doing, e);
        }
    }

    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** Returns how many rows it changed. */
    public long run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            return statement.execute() ? 0 : Math.max(statement.getLargeUpdateCount(), 0);
        }
    }

    /**
     * Runs a statement once for each row of values, all in one round trip.
     *
     * @return how many rows each of them changed
     */
    public int[] batch(String sql, List<List<@Nullable Object>> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<@Nullable Object> values : rows) {
                fill(statement, values.toArray());
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
                return found;
            }
        }
    }

    /** Takes the row that a result stands on. */
    @FunctionalInterface
    public interface Taking {
        void take(ResultSet row) throws SQLException, IOException;
    }

    /** Takes rows as they are read, so many at a time from the server, within a transaction of the caller's. */
    public void each(String sql, int fetchRows, int mostSeconds, Taking taking, @Nullable Object... values)
            throws SQLException, IOException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            statement.setFetchSize(fetchRows);
            statement.setQueryTimeout(mostSeconds);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taking.take(rows);
                }
            }
        }
    }

    public <T> Optional<T> find(String sql, Reading<T> reading, @Nullable Object... values) throws SQLException {
        return list(sql, reading, values).stream().findFirst();
    }

    public long count(String sql, @Nullable Object... values) throws SQLException {
        return find(sql, row -> row.getLong(1), values).orElse(0L);
    }

    private static void fill(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else if (value instanceof Instant instant) {
                statement.setObject(i + 1, instant.atOffset(ZoneOffset.UTC));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    public static Instant instantThere(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

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
            throw new DatabaseFailure("in a transaction", e);
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
