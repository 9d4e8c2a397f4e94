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
 * @param rule the name of the rule
 * @param hint what may have been meant; null when nothing comes to mind
 */
public record RuleProblem(
        Severity severity,
        Code code,
        String file,
        @Nullable Integer line,
        @Nullable String table,
        @Nullable Integer row,
        @Nullable String column,
        @Nullable String rule,
        String message,
        @Nullable String hint) {

    private static final int LONGEST_MESSAGE = 1_000;

    /** Engines repeat whole formulas. */
    public RuleProblem {
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE) + "…";
        }
    }

    /** What follows from it. */
    public enum Severity {
        /** It stops a release. */
        ERROR,
        /** It stops a release until somebody says, by its name, that they know. */
        WARNING,
        /** Good to know. */
        INFO;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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
        LIMIT,
        /** A row whose conditions contradict each other. */
        NEVER_MATCHES,
        /** A row that asks and wants what another does. */
        DUPLICATE,
        /** A row that speaks only where another does, which wants the same, or decides before it. */
        COVERED,
        /** A column in which no row asks anything. */
        UNUSED_COLUMN,
        /** A ratio that is judged however little it is made of. */
        THIN_DATA,
        /** Two rules that want opposite things of the same campaign. */
        CONFLICT,
        /** Values that no row of a table covers. */
        GAP,
        /** Values that several rows of a table cover which allows one. */
        OVERLAP,
        /** A test of the rules that came to something else. */
        TEST,
        /** A row that no test hits. */
        UNTESTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RuleProblem in(Code code, String file, String message) {
        return new RuleProblem(Severity.ERROR, code, file, null, null, null, null, null, message, null);
    }

    static RuleProblem at(Code code, String file, int line, String message) {
        return new RuleProblem(Severity.ERROR, code, file, line, null, null, null, null, message, null);
    }

    static RuleProblem at(
            Code code,
            String file,
            @Nullable String table,
            @Nullable Integer row,
            @Nullable String column,
            String message) {
        return new RuleProblem(Severity.ERROR, code, file, null, table, row, column, null, message, null);
    }

    static RuleProblem warning(
            Code code,
            Table table,
            @Nullable Integer row,
            @Nullable String column,
            @Nullable String rule,
            String message) {
        return new RuleProblem(
                Severity.WARNING, code, table.file(), null, table.decision(), row, column, rule, message, null);
    }

    /**
     * Rules that want opposite things of the same campaign.
     *
     * @param rules their names
     */
    public static RuleProblem conflict(CompiledRelease release, Severity severity, String rules, String message) {
        Table table = release.rules().proposals().decision().table();
        return new RuleProblem(
                severity,
                Code.CONFLICT,
                table.file(),
                null,
                table.decision(),
                null,
                null,
                rules,
                message,
                "give one of them a condition that keeps it from the other's campaigns");
    }

    /** A test that came to something else, or can't be run. */
    public static RuleProblem test(String file, int line, @Nullable String column, String message) {
        return new RuleProblem(Severity.ERROR, Code.TEST, file, line, null, null, column, null, message, null);
    }

    /** A row that is not tested. */
    public static RuleProblem untested(String file, String table, int row, String message) {
        return new RuleProblem(Severity.INFO, Code.UNTESTED, file, null, table, row, null, null, message, null);
    }

    RuleProblem withHint(@Nullable String advice) {
        return new RuleProblem(severity, code, file, line, table, row, column, rule, message, advice);
    }

    /** By which it is acknowledged: {@code thin_data:High CPL Pause}. */
    public String name() {
        String of = rule != null ? rule : table != null ? table : file;
        return code.word() + ":" + of + (rule == null && column != null ? ", " + column : "");
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
