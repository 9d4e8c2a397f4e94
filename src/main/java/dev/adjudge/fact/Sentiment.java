package dev.adjudge.fact;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How somebody outside feels about what they write of. */
public enum Sentiment {
    POSITIVE,
    NEGATIVE,
    NEUTRAL;

    /** The spelling in tables, rules and the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Sentiment of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
