package dev.adjudge.ai;

/** How the pretend model's server answers. */
public enum Mood {
    GOOD,
    PROSE_AROUND,
    NO_JSON,
    WRONG_INTENT,
    CONFIDENCE_OVER_ONE,
    CONFIDENCE_AS_TEXT,
    LAST_MISSING,
    LAST_TWICE,
    UNKNOWN_ID,
    FIELD_TWICE,
    REFUSAL,
    SLOW,
    BUSY,
    BUSY_FOR_LONG,
    ERROR,
    CUT,
    WRONG_KEY,
    FILTERED,
    NO_SCHEMA,
    NO_FORMAT
}
