package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;

/** Rows as JSON objects, one a line. A line that is none is refused alone. */
final class NdjsonRows {

    private static final int LONGEST = 1 << 20;
    private static final int KEPT_OF_TOO_LONG = 1 << 16;

    private final Arrivals arrivals;
    private final Tally tally;
    private final JsonRow row;
    private final char[] line = new char[LONGEST];
    private final char[] buffer = new char[1 << 14];
    private int buffered;
    private int next;

    NdjsonRows(Arrivals arrivals, Tally tally) {
        this.arrivals = arrivals;
        this.tally = tally;
        this.row = new JsonRow(tally);
    }

    void read(Reader text) throws IOException {
        long number = 0;
        long length = nextLine(text);
        while (length >= 0) {
            number++;
            if (length > LONGEST) {
                String raw = new String(line, 0, KEPT_OF_TOO_LONG);
                arrivals.refuse(
                        number, raw, "line", raw, "has " + length + " characters; at most " + LONGEST + " are allowed");
            } else if (blank((int) length)) {
                tally.skip();
            } else {
                object(number, (int) length);
            }
            length = nextLine(text);
        }
    }

    private void object(long number, int length) throws IOException {
        try (JsonParser json = Json.ROWS.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                refuse(number, length, "is not a JSON object");
                return;
            }
            row.read(json);
            if (json.nextToken() != null) {
                refuse(number, length, "has more after its object; send one object a line");
                return;
            }
        } catch (JsonProcessingException e) {
            refuse(number, length, "is not JSON: " + Words.shown(e.getOriginalMessage()));
            return;
        }
        JsonRow.Wrong wrong = row.wrong();
        if (wrong == null) {
            arrivals.row(number, row.cells(), () -> new String(line, 0, length));
        } else {
            arrivals.refuse(number, new String(line, 0, length), wrong, row.cells());
        }
    }

    private void refuse(long number, int length, String reason) {
        String raw = new String(line, 0, length);
        arrivals.refuse(number, raw, "line", raw, reason);
    }

    /** Puts the next line where it is expected, as far as it fits, and tells its whole length; -1 at the end. */
    private long nextLine(Reader text) throws IOException {
        long length = 0;
        boolean any = false;
        while (true) {
            if (next == buffered) {
                buffered = text.read(buffer, 0, buffer.length);
                next = 0;
                if (buffered < 0) {
                    buffered = 0;
                    return any ? length : -1;
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
                return length;
            }
        }
    }

    private boolean blank(int length) {
        for (int i = 0; i < length; i++) {
            if (!Character.isWhitespace(line[i])) {
                return false;
            }
        }
        return true;
    }
}
