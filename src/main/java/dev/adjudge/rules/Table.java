package dev.adjudge.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Whether the columns' figures alone make the answer. */
    boolean answersByColumns() {
        return rows.stream().allMatch(row -> row.cells().stream().allMatch(Cell::constant));
    }

    boolean anyRowHits(Figures figures) {
        for (Row row : rows) {
            if (hits(row, figures)) {
                return true;
            }
        }
        return false;
    }

    /** The index of the first column whose condition is not met, or -1 when the row hits. */
    static int firstUnmet(Row row, Figures figures) {
        for (int i = 0; i < row.cells().size(); i++) {
            if (!row.cells().get(i).met(figures, i)) {
                return i;
            }
        }
        return NONE;
    }

    /** The same question with a cheaper answer: formulas last. */
    private boolean hits(Row row, Figures figures) {
        return met(row, figures, true) && met(row, figures, false);
    }

    private boolean met(Row row, Figures figures, boolean paths) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isPath() == paths && !row.cells().get(i).met(figures, i)) {
                return false;
            }
        }
        return true;
    }
}
