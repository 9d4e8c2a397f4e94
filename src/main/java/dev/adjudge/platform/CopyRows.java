package dev.adjudge.platform;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows into a table by {@code COPY … FROM STDIN} in its text format: one value after another, {@link #end()} after each
 * row. Closed without {@link #finish()}, it cancels.
 */
public final class CopyRows implements AutoCloseable {

    private static final int FLUSH_CHARS = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(FLUSH_CHARS + 4096);
    private boolean midRow;

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Begins.
     *
     * @param target the table and its columns, {@code t (a, b)}
     */
    public static CopyRows into(Connection connection, String target) throws SQLException {
        return new CopyRows(
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + target + " FROM STDIN"));
    }

    /** One value as PostgreSQL reads it from text; null is NULL. */
    public CopyRows value(@Nullable Object value) {
        if (midRow) {
            buffer.append('\t');
        }
        midRow = true;
        if (value == null) {
            buffer.append("\\N");
        } else {
            escape(value.toString());
        }
        return this;
    }

    /** Ends the row. */
    public void end() throws SQLException {
        buffer.append('\n');
        midRow = false;
        if (buffer.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    /** Ends the copy: all rows are in the table, in the caller's transaction. */
    public long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }
}
