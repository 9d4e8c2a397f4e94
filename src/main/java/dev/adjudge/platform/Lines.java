package dev.adjudge.platform;

import java.io.IOException;
import java.io.Reader;

/** Lines of a text of any length, one at a time, in memory that does not grow: of a longer line only the beginning is kept. */
public final class Lines {

    /** The longest line that is kept whole, in characters. */
    public static final int LONGEST = 1 << 20;

    private final Reader text;
    private final char[] line = new char[LONGEST];
    private final char[] buffer = new char[1 << 14];
    private int buffered;
    private int next;
    private long length;
    private long number;

    public Lines(Reader text) {
        this.text = text;
    }

    /** Goes to the next line; false at the end. */
    public boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (true) {
            if (next == buffered) {
                buffered = text.read(buffer, 0, buffer.length);
                next = 0;
                if (buffered < 0) {
                    buffered = 0;
                    number += any ? 1 : 0;
                    return any;
                }
            }
            any = true;
            int from = next;
            while (next < buffered && buffer[next] != '\n') {
                next++;
            }
            int room = (int) Math.max(0, Math.min(next - from, LONGEST - length));
            System.arraycopy(buffer, from, line, (int) Math.min(length, LONGEST), room);
            length += next - from;
            if (next < buffered) {
                next++;
                number++;
                return true;
            }
        }
    }

    /** Which line it is, from 1. */
    public long number() {
        return number;
    }

    /** Its characters, with {@link #length()} of them, or {@link #LONGEST} of a longer line. To be read only. */
    public char[] chars() {
        return line;
    }

    /** How many characters it has. */
    public long length() {
        return length;
    }

    public boolean isTooLong() {
        return length > LONGEST;
    }

    public boolean isBlank() {
        for (int i = 0; i < Math.min(length, LONGEST); i++) {
            if (!Character.isWhitespace(line[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether more can be had without waiting for it. */
    public boolean hasMoreAtHand() throws IOException {
        return next < buffered || text.ready();
    }
}
