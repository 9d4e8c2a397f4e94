package dev.adjudge.ai;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** The JSON object in what a model says, which may talk around it. */
final class JsonAnswer {

    private static final int LONGEST = 200_000;

    /** Places where it may begin. */
    private static final int TRIES = 20;

    /** A field that is there twice says two things. */
    private static final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonAnswer() {}

    /** The first object that has a field. */
    static Optional<JsonNode> with(String field, String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        int at = text.indexOf('{');
        for (int tries = 0; at >= 0 && tries < TRIES; tries++) {
            try {
                JsonNode found = json.readTree(text.substring(at));
                if (found.isObject() && found.has(field)) {
                    return Optional.of(found);
                }
            } catch (JacksonException e) {
                // it doesn't begin here
            }
            at = text.indexOf('{', at + 1);
        }
        return Optional.empty();
    }
}
