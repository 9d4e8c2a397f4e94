package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.codegen.feel11.CompiledFEELExpression;
import org.kie.dmn.feel.lang.EvaluationContext;

/**
 * An input column of a decision table.
 *
 * @param label its heading
 * @param type the name of its data type, which says how its figures are written in a reason
 * @param base what that is at bottom: {@code number}, {@code string}, {@code boolean} …; empty when the model does not say
 * @param path the names to follow when the expression is a plain path, which most are; else empty
 * @param text the expression as written
 */
record Column(
        String label,
        String type,
        String base,
        List<String> path,
        String text,
        @Nullable CompiledFEELExpression formula) {

    boolean isPath() {
        return formula == null;
    }

    @Nullable Object follow(Map<String, ?> facts) {
        @Nullable Object value = facts;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    @Nullable Object calculate(EvaluationContext facts) {
        return java.util.Objects.requireNonNull(formula).apply(facts);
    }
}
