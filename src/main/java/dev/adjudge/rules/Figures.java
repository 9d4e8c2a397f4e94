package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.FEELDialect;
import org.kie.dmn.feel.lang.impl.EvaluationContextImpl;
import org.kie.dmn.feel.lang.impl.FEELEventListenersManager;

/** What a table's columns see of some facts. Worked out when it is asked for: most rows fail at their first condition. */
final class Figures {

    private final List<Column> columns;
    private final Map<String, ?> facts;
    private final @Nullable Object[] values;
    private final boolean[] known;
    private @Nullable EvaluationContext context;

    Figures(Table table, Map<String, ?> facts) {
        this.columns = table.columns();
        this.facts = facts;
        this.values = new @Nullable Object[columns.size()];
        this.known = new boolean[columns.size()];
    }

    /** What this column sees. */
    @Nullable Object get(int column) {
        if (!known[column]) {
            Column asked = columns.get(column);
            values[column] = asked.isPath() ? asked.follow(facts) : asked.calculate(context());
            known[column] = true;
        }
        return values[column];
    }

    EvaluationContext context() {
        if (context == null) {
            EvaluationContextImpl fresh = new EvaluationContextImpl(
                    Figures.class.getClassLoader(), new FEELEventListenersManager(), FEELDialect.FEEL);
            facts.forEach(fresh::setValue);
            context = fresh;
        }
        return context;
    }
}
