package dev.adjudge.decision;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of decisions: a formula over their facts and verdicts, checked for types. Null is as in FEEL: a
 * comparison with a figure that is not there is neither true nor false, but {@code = null} can be asked.
 */
public sealed interface Condition {

    Kind kind();

    /** What a part of it is. */
    enum Kind {
        NUMBER("a number"),
        TEXT("a text"),
        DATE("a date"),
        TIME("a date and time"),
        TRUTH("true or false"),
        NAMES("a list of names"),
        NOTHING("null");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For messages. */
        public String words() {
            return words;
        }
    }

    /** A figure or text of the decision, by the name that the log gives it, such as {@code facts.d7.cpl}. */
    record Field(String name, Kind kind) implements Condition {}

    /**
     * A constant.
     *
     * @param value a BigDecimal, String, LocalDate, Instant or Boolean; null for null
     */
    record Constant(@Nullable Object value, Kind kind) implements Condition {}

    /** Something made of parts: two, where the operator stands between them, else one. */
    record Operation(Operator operator, List<Condition> parts, Kind kind) implements Condition {}

    /** How parts are put together. */
    enum Operator {
        AND,
        OR,
        NOT,
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST,
        PLUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH,
        LOWER_CASE,
        UPPER_CASE,
        LENGTH,
        LISTS
    }
}
