package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.adjudge.platform.Lines;
import java.io.IOException;
import java.io.Reader;

/** Rows as JSON objects, one a line. A line that is none is refused alone. */
final class NdjsonRows {

    private static final int KEPT_OF_TOO_LONG = 1 << 16;

    private final Arrivals arrivals;
    private final Tally tally;
    private final JsonRow row;

    NdjsonRows(Arrivals arrivals, Tally tally) {
        this.arrivals = arrivals;
        this.tally = tally;
        this.row = new JsonRow(tally);
    }

    void read(Reader text) throws IOException {
        Lines lines = new Lines(text);
        while (lines.next()) {
            if (lines.isTooLong()) {
                String raw = new String(lines.chars(), 0, KEPT_OF_TOO_LONG);
                arrivals.refuse(
                        lines.number(),
                        raw,
                        "line",
                        raw,
                        "has " + lines.length() + " characters; at most " + Lines.LONGEST + " are allowed");
            } else if (lines.isBlank()) {
                tally.skip();
            } else {
                object(lines.number(), lines.chars(), (int) lines.length());
            }
        }
    }

    private void object(long number, char[] line, int length) throws IOException {
        try (JsonParser json = Json.ROWS.createParser(line, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                refuse(number, line, length, "is not a JSON object");
                return;
            }
            row.read(json);
            if (json.nextToken() != null) {
                refuse(number, line, length, "has more after its object; send one object a line");
                return;
            }
        } catch (JsonProcessingException e) {
            refuse(number, line, length, "is not JSON: " + Words.shown(e.getOriginalMessage()));
            return;
        }
        JsonRow.Wrong wrong = row.wrong();
        if (wrong == null) {
            arrivals.row(number, row.cells(), () -> new String(line, 0, length));
        } else {
            arrivals.refuse(number, new String(line, 0, length), wrong, row.cells());
        }
    }

    private void refuse(long number, char[] line, int length, String reason) {
        String raw = new String(line, 0, length);
        arrivals.refuse(number, raw, "line", raw, reason);
    }
}
