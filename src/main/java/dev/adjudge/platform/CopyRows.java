package dev.adjudge.platform;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows into a table by {@code COPY … FROM STDIN} in its text format, in blocks: one value after another, {@link #end()} after
 * each row. Nothing but the block is held. Closed without {@link #finish()}, it cancels.
 */
public final class CopyRows implements AutoCloseable {

    private static final int BLOCK = 1 << 16;

    private final CopyIn copy;
    private byte[] block = new byte[BLOCK * 2];
    private int length;
    private boolean rowStarted;

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
        return text(value == null ? null : value.toString());
    }

    public CopyRows text(@Nullable String text) {
        separate();
        if (text == null) {
            append('\\');
            append('N');
            return this;
        }
        int count = text.length();
        reserve(count * 2);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return beyondAscii(text.substring(i));
            }
            escaped((byte) c);
        }
        return this;
    }

    public CopyRows number(long number) {
        return ascii(Long.toString(number));
    }

    public CopyRows number(@Nullable BigDecimal number) {
        return number == null ? text(null) : ascii(number.toPlainString());
    }

    public CopyRows date(int year, int month, int day) {
        separate();
        reserve(10);
        digits(year, 1000);
        append('-');
        digits(month, 10);
        append('-');
        digits(day, 10);
        return this;
    }

    /** Ends the row. */
    public void end() throws SQLException {
        append('\n');
        rowStarted = false;
        if (length >= BLOCK) {
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
        copy.writeToCopy(block, 0, length);
        length = 0;
    }

    private CopyRows beyondAscii(String rest) {
        byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
        reserve(bytes.length * 2);
        for (byte b : bytes) {
            escaped(b);
        }
        return this;
    }

    /** No number or date holds anything that COPY would need escaped. */
    @SuppressWarnings("deprecation") // takes the low bytes, which is right and quickest for ASCII
    private CopyRows ascii(String text) {
        separate();
        int count = text.length();
        reserve(count);
        text.getBytes(0, count, block, length);
        length += count;
        return this;
    }

    private void escaped(byte b) {
        switch (b) {
            case '\\' -> pair('\\');
            case '\n' -> pair('n');
            case '\r' -> pair('r');
            case '\t' -> pair('t');
            case 0 -> {} // PostgreSQL's text cannot hold it
            default -> block[length++] = b;
        }
    }

    private void pair(char second) {
        block[length++] = '\\';
        block[length++] = (byte) second;
    }

    private void digits(int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            block[length++] = (byte) ('0' + number / place % 10);
        }
    }

    private void separate() {
        if (rowStarted) {
            append('\t');
        }
        rowStarted = true;
    }

    private void append(char c) {
        reserve(1);
        block[length++] = (byte) c;
    }

    private void reserve(int more) {
        if (length + more > block.length) {
            block = Arrays.copyOf(block, Math.max(block.length * 2, length + more));
        }
    }
}
