package dev.adjudge.fact;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a text of somebody outside is about. */
public enum Intent {
    TOXIC,
    SPAM,
    COMPLAINT,
    QUESTION,
    PRAISE,
    OTHER;

    /** The spelling in tables, rules and the API. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Intent of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
