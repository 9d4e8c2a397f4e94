package dev.adjudge.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.runtime.UnaryTest;

/**
 * A condition of a row.
 *
 * @param text as written; {@code -} for a condition that is always met
 * @param constant whether it looks at nothing but its column's figure
 */
record Cell(String text, List<UnaryTest> tests, boolean constant) {

    boolean asksNothing() {
        return text.equals("-");
    }

    /** As the DMN runtime judges it: met when any of its tests is true, and a null is not. */
    boolean met(EvaluationContext context, @Nullable Object value) {
        if (asksNothing()) {
            return true;
        }
        for (UnaryTest test : tests) {
            if (Boolean.TRUE.equals(test.apply(context, value))) {
                return true;
            }
        }
        return false;
    }
}
