package dev.adjudge.rules;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a rule file, at its place in the author's own file.
 *
 * @param file {@code dmn/…} or {@code rules/…}
 * @param line from 1, where the file has lines a person reads
 * @param table the decision of the table, for a DMN file
 * @param row from 1
 * @param column the column's label
 */
public record RuleProblem(
        String file,
        @Nullable Integer line,
        @Nullable String table,
        @Nullable Integer row,
        @Nullable String column,
        String message) {

    static RuleProblem in(String file, String message) {
        return new RuleProblem(file, null, null, null, null, message);
    }

    static RuleProblem at(String file, int line, String message) {
        return new RuleProblem(file, line, null, null, null, message);
    }

    static RuleProblem at(String file, String table, @Nullable Integer row, @Nullable String column, String message) {
        return new RuleProblem(file, null, table, row, column, message);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line != null) {
            text.append(", line ").append(line);
        }
        if (table != null) {
            text.append(", table ").append(table);
        }
        if (row != null) {
            text.append(", row ").append(row);
        }
        if (column != null) {
            text.append(", column ").append(column);
        }
        return text.append(": ").append(message).toString();
    }
}
