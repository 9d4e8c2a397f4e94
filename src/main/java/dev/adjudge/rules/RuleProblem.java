package dev.adjudge.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a rule file, at its place in the author's own file.
 *
 * @param file {@code dmn/…} or {@code rules/…}
 * @param line from 1, where the file has lines a person reads
 * @param table the decision of the table, for a DMN file
 * @param row from 1
 * @param column the column's label
 * @param hint what may have been meant; null when nothing comes to mind
 */
public record RuleProblem(
        Code code,
        String file,
        @Nullable Integer line,
        @Nullable String table,
        @Nullable Integer row,
        @Nullable String column,
        String message,
        @Nullable String hint) {

    /** What kind of thing is wrong. */
    public enum Code {
        /** The file can't be read, or does not belong here. */
        FILE,
        /** Not well-formed XML, or a DOCTYPE. */
        XML,
        /** Not as the schema of DMN wants it. */
        SCHEMA,
        /** Something that rules may not do. */
        FENCE,
        /** A FEEL expression that does not compile. */
        FEEL,
        /** A table, or a cell of one, that is not as Adjudge needs it. */
        TABLE,
        /** A DRL rule that does not compile. */
        DRL,
        /** A name that is used twice, or missing. */
        NAME,
        /** It takes too long, or too much memory. */
        LIMIT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RuleProblem in(Code code, String file, String message) {
        return new RuleProblem(code, file, null, null, null, null, message, null);
    }

    static RuleProblem at(Code code, String file, int line, String message) {
        return new RuleProblem(code, file, line, null, null, null, message, null);
    }

    static RuleProblem at(
            Code code, String file, String table, @Nullable Integer row, @Nullable String column, String message) {
        return new RuleProblem(code, file, null, table, row, column, message, null);
    }

    /** The same, with advice. */
    RuleProblem withHint(@Nullable String advice) {
        return new RuleProblem(code, file, line, table, row, column, message, advice);
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
        return text.append(": ")
                .append(message)
                .append(hint == null ? "" : " (" + hint + ")")
                .toString();
    }
}
