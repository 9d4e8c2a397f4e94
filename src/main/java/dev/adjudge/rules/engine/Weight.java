package dev.adjudge.rules.engine;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How large a value is when written out: a list that holds another list twice counts it twice. */
final class Weight {

    private static final int DEEPEST = 100;
    private static final int TEXTS = 10;

    /** What FEEL knows. Java writes out every zero of a larger number, and a few characters make a billion of them. */
    private static final int LARGEST_EXPONENT = 6_176;

    private final Allowance allowance;
    private long elements;
    private long characters;

    Weight(Allowance allowance) {
        this.allowance = allowance;
    }

    /** Why a value is too large; null when it is not. */
    @Nullable String excess(@Nullable Object value) {
        return excess(value, 0);
    }

    private @Nullable String excess(@Nullable Object value, int depth) {
        if (value instanceof CharSequence text) {
            characters += text.length();
            if (text.length() > allowance.text()) {
                return "a text has more than " + allowance.text() + " characters";
            }
            return characters > (long) TEXTS * allowance.text()
                    ? "a value has texts of more than " + (long) TEXTS * allowance.text() + " characters"
                    : null;
        }
        if (value instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > LARGEST_EXPONENT
                    ? "a number has an exponent beyond " + LARGEST_EXPONENT
                    : null;
        }
        if (value instanceof Collection<?> list) {
            return excess(list, list.size(), depth);
        }
        return value instanceof Map<?, ?> context && !(value instanceof Measured)
                ? excess(context.values(), context.size(), depth)
                : null;
    }

    private @Nullable String excess(Collection<?> values, int size, int depth) {
        elements += size;
        if (elements > allowance.elements()) {
            return "a list or context has more than " + allowance.elements() + " elements";
        }
        if (depth > DEEPEST) {
            return "a list or context is nested more than " + DEEPEST + " deep";
        }
        for (Object value : values) {
            String excess = excess(value, depth + 1);
            if (excess != null) {
                return excess;
            }
        }
        return null;
    }
}
