package dev.adjudge.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** JSON as rows come in: read as a stream, within limits. */
final class Json {

    static final int LONGEST_TEXT = 1 << 20;

    /** NaN is read, so that its row can be refused and the others kept. */
    static final JsonFactory ROWS = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(10_000)
                    .maxNameLength(10_000)
                    .maxNestingDepth(500)
                    .build())
            .build();

    private static final ObjectMapper TEXT = new ObjectMapper();

    static String text(Map<String, String> fields) {
        try {
            return TEXT.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts is always JSON", e);
        }
    }

    /** What the parser says, without the address of its source. */
    static String complaint(JsonProcessingException e) {
        var at = e.getLocation();
        String message = e.getOriginalMessage();
        return Words.shown(message) + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private Json() {}
}
