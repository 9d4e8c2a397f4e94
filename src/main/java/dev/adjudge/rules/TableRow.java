package dev.adjudge.rules;

/**
 * A row of a decision table.
 *
 * @param file {@code dmn/…}
 * @param table the decision
 * @param row from 1, as an editor shows it
 */
public record TableRow(String file, String table, int row) {

    static TableRow of(Table table, Table.Row row) {
        return new TableRow(table.file(), table.decision(), row.number());
    }
}
