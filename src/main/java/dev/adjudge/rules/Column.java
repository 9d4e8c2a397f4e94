package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompiledExpression;

/**
 * An input column of a decision table.
 *
 * @param label its heading
 * @param type the name of its data type, which says how its figures are written in a reason
 * @param path the names to follow when the expression is a plain path, which most are; else empty
 */
record Column(
        String label,
        String type,
        List<String> path,
        FEEL feel,
        @Nullable CompiledExpression expression) {

    /** What the facts say. */
    @Nullable Object value(Map<String, ?> facts) {
        if (expression != null) {
            return feel.evaluate(expression, new java.util.HashMap<String, Object>(facts));
        }
        @Nullable Object value = facts;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
