package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the constants of one row, and tells what is wrong with them in an author's words. */
final class RowCheck {

    private final Table table;
    private final Table.Row row;
    private final List<RuleProblem> problems;

    RowCheck(Table table, Table.Row row, List<RuleProblem> problems) {
        this.table = table;
        this.row = row;
        this.problems = problems;
    }

    void problem(String column, String message) {
        problems.add(RuleProblem.at(Code.TABLE, table.file(), table.decision(), row.number(), column, message));
    }

    String text(String output, String what) {
        if (row.output(output) instanceof String text && !text.isBlank()) {
            return text;
        }
        problem(output, "must be " + what + " in quotes, and is " + shown(output));
        return "row " + row.number();
    }

    /** One of the words; the first of them stands in for a wrong one, which was told. */
    String oneOf(String output, Set<String> words) {
        if (row.output(output) instanceof String text && words.contains(text)) {
            return text;
        }
        problem(output, "must be one of " + new TreeSet<>(words) + " in quotes, and is " + shown(output));
        return new TreeSet<>(words).first();
    }

    List<String> listOf(String output, Set<String> words) {
        if (row.output(output) instanceof List<?> list && !list.isEmpty() && words.containsAll(list)) {
            return list.stream().map(String::valueOf).toList();
        }
        problem(output, "must be a list of " + new TreeSet<>(words) + ", and is " + shown(output));
        return List.of();
    }

    BigDecimal number(String output) {
        if (row.output(output) instanceof BigDecimal number
                && (number.signum() >= 0 || output.equals("changePercent"))) {
            return number;
        }
        problem(output, "must be a plain number, 0 or more, and is " + shown(output));
        return BigDecimal.ONE;
    }

    long whole(String output) {
        BigDecimal number = number(output);
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            problem(output, "must be a whole number, and is " + number);
            return 1;
        }
        return number.longValue();
    }

    String annotated(String annotation) {
        if (row.annotation(annotation).isEmpty()) {
            problem(annotation, "is empty: each rule has its own");
        }
        return row.annotation(annotation);
    }

    @Nullable ReasonTemplate reason() {
        try {
            return ReasonTemplate.of(annotated("Reason"), row, table.columns());
        } catch (IllegalArgumentException e) {
            problem("Reason", String.valueOf(e.getMessage()));
            return null;
        }
    }

    private String shown(String output) {
        Object value = row.output(output);
        return value == null
                ? row.outputs().containsKey(output) ? "empty or a formula" : "missing"
                : value instanceof String ? "\"" + value + "\"" : value.toString();
    }
}
