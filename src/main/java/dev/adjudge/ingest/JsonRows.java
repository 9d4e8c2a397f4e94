package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.adjudge.platform.Problem;
import java.io.IOException;
import java.io.Reader;

/** Rows in a JSON array, or one row as an object. Their line is their place, from 1. */
final class JsonRows {

    private final Arrivals arrivals;
    private final JsonRow row;
    private long place;

    JsonRows(Arrivals arrivals, Tally tally) {
        this.arrivals = arrivals;
        this.row = new JsonRow(tally);
    }

    void read(Reader text) throws IOException {
        RememberingReader source = new RememberingReader(text);
        try (JsonParser json = Json.ROWS.createParser(source)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                object(json, source);
            } else if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    element(json, source);
                }
            } else {
                throw Problem.unreadable("The body is not an array of rows, nor one row; it begins with "
                        + (first == null ? "nothing" : Words.shown(json.getText())));
            }
            if (json.nextToken() != null) {
                throw Problem.unreadable("After the " + (first == JsonToken.START_OBJECT ? "row" : "array of rows")
                        + " comes more, at line " + json.currentTokenLocation().getLineNr()
                        + "; nothing is stored. Send one array, or one object a line as application/x-ndjson");
            }
        } catch (JsonProcessingException e) {
            throw Problem.unreadable("The body is not JSON: " + Json.complaint(e) + ". " + place
                    + " rows had been read; none of them is stored. Send the whole body again");
        }
    }

    private void element(JsonParser json, RememberingReader source) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            object(json, source);
            return;
        }
        long from = json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        place++;
        String raw = source.between(from, json.currentLocation().getCharOffset());
        arrivals.refuse(place, raw, "row", raw, "is not a JSON object");
    }

    private void object(JsonParser json, RememberingReader source) throws IOException {
        long from = json.currentTokenLocation().getCharOffset();
        row.read(json);
        place++;
        long to = json.currentLocation().getCharOffset();
        JsonRow.Wrong wrong = row.wrong();
        if (wrong == null) {
            arrivals.row(place, row.cells(), () -> source.between(from, to));
        } else {
            arrivals.refuse(place, source.between(from, to), wrong, row.cells());
        }
    }
}
