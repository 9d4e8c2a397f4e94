package dev.adjudge.rules;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.runtime.UnaryTest;

/**
 * A condition of a row.
 *
 * @param text as written; {@code -} for a condition that is always met
 * @param constant whether it looks at nothing but its column's figure
 */
record Cell(String text, List<UnaryTest> tests, boolean constant, Optional<PlainTest> plain) {

    static final Cell ASKING_NOTHING = new Cell("-", List.of(), true, Optional.empty());

    Cell(String text, List<UnaryTest> tests, boolean constant) {
        this(text, tests, constant, PlainTest.of(text));
    }

    boolean asksNothing() {
        return text.equals("-");
    }

    /** As the DMN runtime judges it: met when any of its tests is true, and a null is not. */
    boolean met(Figures figures, int column) {
        if (asksNothing()) {
            return true;
        }
        @Nullable Object value = figures.get(column);
        if (plain.isPresent()) {
            @Nullable Boolean met = plain.get().met(value);
            if (met != null) {
                return met;
            }
        }
        for (UnaryTest test : tests) {
            if (Boolean.TRUE.equals(test.apply(figures.context(), value))) {
                return true;
            }
        }
        return false;
    }
}
