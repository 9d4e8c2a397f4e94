package dev.adjudge.audit;

import dev.adjudge.decision.Condition;
import dev.adjudge.decision.Condition.Kind;
import dev.adjudge.decision.Condition.Operation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition as SQL over {@code decisions d}. Constants are parameters, never text of the statement. */
final class ConditionSql {

    private final List<Object> values = new ArrayList<>();
    private boolean asksVerdicts;

    private ConditionSql() {}

    /** A condition of a WHERE clause with its parameters. */
    record Where(String sql, List<Object> values) {}

    /** What it says of rule, action or verdict must hold for one verdict of the decision; where it has none, these are null. */
    static Where of(Condition condition) {
        ConditionSql translation = new ConditionSql();
        String sql = translation.sql(condition);
        return new Where(
                translation.asksVerdicts
                        ? "EXISTS (SELECT FROM (SELECT) d0 LEFT JOIN jsonb_array_elements(d.verdicts) v(e) ON true WHERE "
                                + sql + ")"
                        : sql,
                List.copyOf(translation.values));
    }

    private String sql(Condition condition) {
        if (condition instanceof Condition.Field field) {
            DecisionFields.Place place = DecisionFields.place(field.name());
            asksVerdicts |= place.ofVerdict();
            return "(" + place.sql() + ")";
        }
        if (condition instanceof Condition.Constant constant) {
            return constant(constant.value(), constant.kind());
        }
        return operation((Operation) condition);
    }

    private String constant(@Nullable Object value, Kind kind) {
        if (value == null) {
            return "NULL";
        }
        values.add(value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
        return switch (kind) {
            case NUMBER -> "?::numeric";
            case DATE -> "?::date";
            case TIME -> "?::timestamptz";
            case TRUTH -> "?::boolean";
            default -> "?::text";
        };
    }

    private String operation(Operation operation) {
        String first = sql(operation.parts().get(0));
        String second = operation.parts().size() > 1 ? sql(operation.parts().get(1)) : "";
        boolean texts = operation.parts().get(0).kind() == Kind.TEXT;
        return switch (operation.operator()) {
            case AND -> infix(first, "AND", second);
            case OR -> infix(first, "OR", second);
            case NOT -> "(NOT " + first + ")";
            case EQUAL -> infix(first, "IS NOT DISTINCT FROM", second);
            case UNEQUAL -> infix(first, "IS DISTINCT FROM", second);
            case LESS -> infix(first, texts ? "COLLATE \"C\" <" : "<", second);
            case AT_MOST -> infix(first, texts ? "COLLATE \"C\" <=" : "<=", second);
            case MORE -> infix(first, texts ? "COLLATE \"C\" >" : ">", second);
            case AT_LEAST -> infix(first, texts ? "COLLATE \"C\" >=" : ">=", second);
            case PLUS -> infix(first, "+", second);
            case MINUS -> infix(first, "-", second);
            case TIMES -> infix(first, "*", second);
            case DIVIDED_BY -> "(" + first + " / nullif(" + second + ", 0))";
            case CONTAINS -> "(strpos(" + first + ", " + second + ") > 0)";
            case STARTS_WITH -> "starts_with(" + first + ", " + second + ")";
            case ENDS_WITH -> "starts_with(reverse(" + first + "), reverse(" + second + "))";
            case LOWER_CASE -> "lower(" + first + ")";
            case UPPER_CASE -> "upper(" + first + ")";
            case LENGTH -> "char_length(" + first + ")::numeric";
            case LISTS -> "(" + first + " @> jsonb_build_array(jsonb_build_object('guardrail', " + second + ")))";
        };
    }

    private static String infix(String first, String operator, String second) {
        return "(" + first + " " + operator + " " + second + ")";
    }
}
