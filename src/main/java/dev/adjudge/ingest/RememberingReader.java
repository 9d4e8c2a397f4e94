package dev.adjudge.ingest;

import java.io.IOException;
import java.io.Reader;

/** Remembers the last characters read, so that a row that is refused can be kept as it came. */
final class RememberingReader extends Reader {

    private static final int REMEMBERED = 1 << 17;

    private final Reader source;
    private final char[] ring = new char[REMEMBERED];
    private long read;

    RememberingReader(Reader source) {
        this.source = source;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = source.read(buffer, offset, Math.min(length, REMEMBERED));
        if (count > 0) {
            int at = (int) (read % REMEMBERED);
            int first = Math.min(count, REMEMBERED - at);
            System.arraycopy(buffer, offset, ring, at, first);
            System.arraycopy(buffer, offset + first, ring, 0, count - first);
            read += count;
        }
        return count;
    }

    /** What was read between these places; of something very long, its end. */
    String between(long from, long to) {
        long begin = Math.max(Math.max(from, read - REMEMBERED), 0);
        StringBuilder text = new StringBuilder(begin > from ? "…" : "");
        for (long i = begin; i < Math.min(to, read); i++) {
            text.append(ring[(int) (i % REMEMBERED)]);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
