package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.FEELDialect;
import org.kie.dmn.feel.lang.impl.EvaluationContextImpl;
import org.kie.dmn.feel.lang.impl.FEELEventListenersManager;

/** A decision table as its author sees it: columns, rows, cells. The DMN runtime decides; this explains. */
record Table(String file, String model, String decision, List<Column> columns, List<Row> rows) {

    private static final int NONE = -1;

    /**
     * @param number from 1, as an editor shows it
     * @param outputs by the output's name; what is not a constant is not there
     * @param annotations by the annotation column's name
     */
    record Row(
            int number,
            String id,
            List<Cell> cells,
            Map<String, @Nullable Object> outputs,
            Map<String, String> annotations) {

        String annotation(String name) {
            return annotations.getOrDefault(name, "").strip();
        }

        @Nullable Object output(String name) {
            return outputs.get(name);
        }
    }

    /** What each column sees, in the order of the columns. */
    @Nullable Object[] values(Map<String, ?> facts) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value(facts);
        }
        return values;
    }

    /** Whether the columns' figures alone make the answer. */
    boolean answersByColumns() {
        return rows.stream().allMatch(row -> row.cells().stream().allMatch(Cell::constant));
    }

    boolean anyRowHits(Map<String, ?> facts) {
        @Nullable Object[] values = values(facts);
        EvaluationContext context = context(facts);
        for (Row row : rows) {
            if (firstUnmet(row, values, context) == NONE) {
                return true;
            }
        }
        return false;
    }

    /** The index of the first column whose condition is not met, or -1 when the row hits. */
    static int firstUnmet(Row row, @Nullable Object[] values, EvaluationContext context) {
        for (int i = 0; i < values.length; i++) {
            if (!row.cells().get(i).met(context, values[i])) {
                return i;
            }
        }
        return NONE;
    }

    static EvaluationContext context(Map<String, ?> facts) {
        EvaluationContextImpl context = new EvaluationContextImpl(
                Table.class.getClassLoader(), new FEELEventListenersManager(), FEELDialect.FEEL);
        facts.forEach(context::setValue);
        return context;
    }
}
