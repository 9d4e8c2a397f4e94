package dev.adjudge.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQL on one connection: values are always parameters. */
final class Statements {

    private final Connection connection;

    /** Makes something of the row that a result stands on. */
    @FunctionalInterface
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Uses a connection for a while. */
    @FunctionalInterface
    interface Use<T> {
        T with(Statements sql) throws SQLException;
    }

    /** Takes a connection, in the caller's transaction if there is one. */
    static <T> T using(DataSource database, String doing, Use<T> use) {
        try (Connection connection = database.getConnection()) {
            return use.with(new Statements(connection));
        } catch (SQLException e) {
            throw new WarehouseFailure(doing, e);
        }
    }

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** Returns how many rows it changed. */
    long run(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, values);
            return statement.execute() ? 0 : Math.max(statement.getLargeUpdateCount(), 0);
        }
    }

    <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... values) throws SQLException {
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

    <T> Optional<T> find(String sql, Reading<T> reading, @Nullable Object... values) throws SQLException {
        return list(sql, reading, values).stream().findFirst();
    }

    long count(String sql, @Nullable Object... values) throws SQLException {
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

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, java.time.OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static Instant instantThere(ResultSet row, String column) throws SQLException {
        return row.getObject(column, java.time.OffsetDateTime.class).toInstant();
    }
}
