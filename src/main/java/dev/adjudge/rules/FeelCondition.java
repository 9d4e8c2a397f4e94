package dev.adjudge.rules;

import dev.adjudge.decision.Condition;
import dev.adjudge.decision.Condition.Kind;
import dev.adjudge.decision.Condition.Operator;
import dev.adjudge.platform.Problem;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.ast.AtLiteralNode;
import org.kie.dmn.feel.lang.ast.BaseNode;
import org.kie.dmn.feel.lang.ast.BetweenNode;
import org.kie.dmn.feel.lang.ast.BooleanNode;
import org.kie.dmn.feel.lang.ast.FunctionInvocationNode;
import org.kie.dmn.feel.lang.ast.InNode;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.InfixOperator;
import org.kie.dmn.feel.lang.ast.ListNode;
import org.kie.dmn.feel.lang.ast.NameRefNode;
import org.kie.dmn.feel.lang.ast.NamedParameterNode;
import org.kie.dmn.feel.lang.ast.NullNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.PathExpressionNode;
import org.kie.dmn.feel.lang.ast.QualifiedNameNode;
import org.kie.dmn.feel.lang.ast.RangeNode;
import org.kie.dmn.feel.lang.ast.SignedUnaryNode;
import org.kie.dmn.feel.lang.ast.StringNode;
import org.kie.dmn.feel.lang.ast.UnaryTestListNode;
import org.kie.dmn.feel.lang.ast.UnaryTestNode;
import org.kie.dmn.feel.lang.ast.UndefinedValueNode;

/**
 * Reads a FEEL expression as a condition that a database can answer: comparisons, {@code and}, {@code or}, {@code not},
 * {@code in}, {@code between}, arithmetic and the plain functions of texts. What FEEL can do beyond that is refused.
 */
public final class FeelCondition {

    private static final Map<InfixOperator, Operator> OPERATORS = Map.ofEntries(
            Map.entry(InfixOperator.AND, Operator.AND),
            Map.entry(InfixOperator.OR, Operator.OR),
            Map.entry(InfixOperator.EQ, Operator.EQUAL),
            Map.entry(InfixOperator.NE, Operator.UNEQUAL),
            Map.entry(InfixOperator.LT, Operator.LESS),
            Map.entry(InfixOperator.LTE, Operator.AT_MOST),
            Map.entry(InfixOperator.GT, Operator.MORE),
            Map.entry(InfixOperator.GTE, Operator.AT_LEAST),
            Map.entry(InfixOperator.ADD, Operator.PLUS),
            Map.entry(InfixOperator.SUB, Operator.MINUS),
            Map.entry(InfixOperator.MULT, Operator.TIMES),
            Map.entry(InfixOperator.DIV, Operator.DIVIDED_BY));
    private static final Set<Operator> TRUTHS = EnumSet.of(Operator.AND, Operator.OR);
    private static final Set<Operator> SUMS =
            EnumSet.of(Operator.PLUS, Operator.MINUS, Operator.TIMES, Operator.DIVIDED_BY);
    private static final Set<Operator> EQUALITIES = EnumSet.of(Operator.EQUAL, Operator.UNEQUAL);
    private static final Set<Kind> ORDERED = EnumSet.of(Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME);
    private static final int MOST_DIGITS = 34;
    private static final int LARGEST_EXPONENT = 100;

    private final Map<String, Kind> fields;
    private final String subject;

    private FeelCondition(Map<String, Kind> fields, String subject) {
        this.fields = fields;
        this.subject = subject;
    }

    /**
     * Reads and checks.
     *
     * @param fields what can be asked of, by name, such as {@code facts.d7.cpl}
     * @throws Problem (422) that names the place, for what is no FEEL, has no such field, compares what can't be
     *     compared, or can't be asked of a database
     */
    public static Condition read(String text, Map<String, Kind> fields) {
        try {
            return of(text, fields, "a decision", "facts.d7.cpl > 30 and action = \"pause\"");
        } catch (FeelText.Wrong e) {
            String detail = "q" + e.getMessage();
            throw Problem.wrong(detail, new Problem.FieldError("q", detail));
        }
    }

    /**
     * As {@link #read(String, Map)}, of something else.
     *
     * @param subject what is asked, for messages
     * @param example of a condition
     * @throws FeelText.Wrong that names the place
     */
    static Condition of(String text, Map<String, Kind> fields, String subject, String example) {
        Condition condition = new FeelCondition(fields, subject).read(FeelText.parse(text, fields.keySet()));
        if (condition.kind() != Kind.TRUTH) {
            throw new FeelText.Wrong(" must be true or false of " + subject + ", and this is "
                    + condition.kind().words() + "; for example " + example);
        }
        return condition;
    }

    private Condition read(BaseNode node) {
        if (node instanceof InfixOpNode infix) {
            return infix(infix);
        }
        if (node instanceof NameRefNode || node instanceof QualifiedNameNode || node instanceof PathExpressionNode) {
            return field(node);
        }
        if (node instanceof NumberNode number) {
            return number(number, number.getValue());
        }
        if (node instanceof StringNode text) {
            return new Condition.Constant(text.getValue(), Kind.TEXT);
        }
        if (node instanceof BooleanNode truth) {
            return new Condition.Constant(truth.getValue(), Kind.TRUTH);
        }
        if (node instanceof NullNode) {
            return new Condition.Constant(null, Kind.NOTHING);
        }
        if (node instanceof SignedUnaryNode signed) {
            return signed(signed);
        }
        if (node instanceof BetweenNode between) {
            Condition value = read(between.getValue());
            return and(
                    compare(node, Operator.AT_LEAST, value, read(between.getStart())),
                    compare(node, Operator.AT_MOST, value, read(between.getEnd())));
        }
        if (node instanceof InNode in) {
            return in(read(in.getValue()), in.getExprs());
        }
        if (node instanceof AtLiteralNode at) {
            String text = at.getStringLiteral().getValue();
            return text.contains("T") ? time(node, text) : date(node, text);
        }
        if (node instanceof FunctionInvocationNode call) {
            return call(call);
        }
        throw beyond(node);
    }

    private Condition infix(InfixOpNode node) {
        Operator operator = OPERATORS.get(node.getOperator());
        if (operator == null) {
            throw beyond(node);
        }
        Condition left = read(node.getLeft());
        Condition right = read(node.getRight());
        if (TRUTHS.contains(operator)) {
            require(node.getLeft(), left, Kind.TRUTH);
            require(node.getRight(), right, Kind.TRUTH);
            return new Condition.Operation(operator, List.of(left, right), Kind.TRUTH);
        }
        if (SUMS.contains(operator)) {
            require(node.getLeft(), left, Kind.NUMBER);
            require(node.getRight(), right, Kind.NUMBER);
            return new Condition.Operation(operator, List.of(left, right), Kind.NUMBER);
        }
        return compare(node, operator, left, right);
    }

    private static Condition compare(BaseNode node, Operator operator, Condition left, Condition right) {
        boolean nothing = left.kind() == Kind.NOTHING || right.kind() == Kind.NOTHING;
        boolean possible = EQUALITIES.contains(operator)
                ? nothing || left.kind() == right.kind()
                : left.kind() == right.kind() && ORDERED.contains(left.kind());
        if (!possible || left.kind() == Kind.NAMES || right.kind() == Kind.NAMES) {
            throw FeelText.wrong(
                    node,
                    left.kind().words() + " can't be compared with "
                            + right.kind().words() + " here");
        }
        return new Condition.Operation(operator, List.of(left, right), Kind.TRUTH);
    }

    private Condition field(BaseNode node) {
        String name = FeelText.name(node);
        Kind kind = fields.get(name);
        if (kind == null) {
            throw FeelText.wrong(
                    node, subject + " has no '" + name + "'; it has " + FeelText.alternatives(name, fields.keySet()));
        }
        return new Condition.Field(name, kind);
    }

    private static Condition number(BaseNode node, @Nullable BigDecimal number) {
        // The parser gives none where the exponent itself is too large.
        if (number == null
                || number.precision() > MOST_DIGITS
                || Math.abs((long) number.precision() - number.scale()) > LARGEST_EXPONENT) {
            throw FeelText.wrong(node, "the number has more than " + MOST_DIGITS + " digits");
        }
        return new Condition.Constant(number, Kind.NUMBER);
    }

    private Condition signed(SignedUnaryNode node) {
        Condition number = read(node.getExpression());
        require(node, number, Kind.NUMBER);
        if (node.getSign() == SignedUnaryNode.Sign.POSITIVE) {
            return number;
        }
        return new Condition.Operation(
                Operator.MINUS, List.of(new Condition.Constant(BigDecimal.ZERO, Kind.NUMBER), number), Kind.NUMBER);
    }

    /** {@code in} a list of values, comparisons and intervals: any of them. */
    private Condition in(Condition value, BaseNode among) {
        List<BaseNode> tests = among instanceof ListNode list
                ? list.getElements()
                : among instanceof UnaryTestListNode list ? list.getElements() : List.of(among);
        if (tests.isEmpty()) {
            throw FeelText.wrong(among, "the list is empty");
        }
        Condition any = null;
        for (BaseNode test : tests) {
            Condition one = test(value, test);
            any = any == null ? one : new Condition.Operation(Operator.OR, List.of(any, one), Kind.TRUTH);
        }
        return java.util.Objects.requireNonNull(any);
    }

    private Condition test(Condition value, BaseNode test) {
        if (test instanceof RangeNode range) {
            return within(value, range);
        }
        if (test instanceof ListNode || test instanceof UnaryTestListNode) {
            return in(value, test);
        }
        if (test instanceof UnaryTestNode unary) {
            Operator operator = OPERATORS.get(InfixOperator.determineOperator(symbol(unary)));
            return compare(test, java.util.Objects.requireNonNull(operator), value, read(unary.getValue()));
        }
        return compare(test, Operator.EQUAL, value, read(test));
    }

    /** An interval may be open at an end: FEEL reads {@code < 10} as one. */
    private Condition within(Condition value, RangeNode range) {
        boolean closedBelow = range.getLowerBound() == RangeNode.IntervalBoundary.CLOSED;
        boolean closedAbove = range.getUpperBound() == RangeNode.IntervalBoundary.CLOSED;
        Condition above = range.getStart() instanceof UndefinedValueNode
                ? null
                : compare(range, closedBelow ? Operator.AT_LEAST : Operator.MORE, value, read(range.getStart()));
        Condition below = range.getEnd() instanceof UndefinedValueNode
                ? null
                : compare(range, closedAbove ? Operator.AT_MOST : Operator.LESS, value, read(range.getEnd()));
        if (above != null && below != null) {
            return and(above, below);
        }
        return java.util.Objects.requireNonNull(above == null ? below : above);
    }

    private static String symbol(UnaryTestNode unary) {
        return switch (unary.getOperator()) {
            case LTE -> "<=";
            case LT -> "<";
            case GT -> ">";
            case GTE -> ">=";
            case EQ -> "=";
            case NE -> "!=";
            default -> throw beyond(unary);
        };
    }

    private Condition call(FunctionInvocationNode call) {
        String name = call.getName().getText();
        List<BaseNode> given = call.getParams().getElements();
        return switch (name) {
            case "not" -> operation(call, Operator.NOT, Kind.TRUTH, Kind.TRUTH);
            case "contains" -> operation(call, Operator.CONTAINS, Kind.TRUTH, Kind.TEXT, Kind.TEXT);
            case "starts with" -> operation(call, Operator.STARTS_WITH, Kind.TRUTH, Kind.TEXT, Kind.TEXT);
            case "ends with" -> operation(call, Operator.ENDS_WITH, Kind.TRUTH, Kind.TEXT, Kind.TEXT);
            case "lower case" -> operation(call, Operator.LOWER_CASE, Kind.TEXT, Kind.TEXT);
            case "upper case" -> operation(call, Operator.UPPER_CASE, Kind.TEXT, Kind.TEXT);
            case "string length" -> operation(call, Operator.LENGTH, Kind.NUMBER, Kind.TEXT);
            case "list contains" -> operation(call, Operator.LISTS, Kind.TRUTH, Kind.NAMES, Kind.TEXT);
            case "date", "date and time" -> {
                if (given.size() != 1 || !(given.get(0) instanceof StringNode text)) {
                    throw FeelText.wrong(call, name + " takes one text here, such as \"2026-11-21\"");
                }
                yield name.equals("date") ? date(call, text.getValue()) : time(call, text.getValue());
            }
            default ->
                throw FeelText.wrong(
                        call,
                        "the function '" + name + "' can't be asked here; these can: not, contains, starts with,"
                                + " ends with, lower case, upper case, string length, list contains, date, date and time");
        };
    }

    private Condition operation(FunctionInvocationNode call, Operator operator, Kind result, Kind... wanted) {
        List<BaseNode> given = call.getParams().getElements();
        if (given.size() != wanted.length || given.stream().anyMatch(NamedParameterNode.class::isInstance)) {
            throw FeelText.wrong(
                    call, call.getName().getText() + " takes " + wanted.length + " arguments, in order, without names");
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            Condition part = read(given.get(i));
            require(given.get(i), part, wanted[i]);
            parts.add(part);
        }
        return new Condition.Operation(operator, List.copyOf(parts), result);
    }

    private static Condition date(BaseNode node, String text) {
        try {
            return new Condition.Constant(LocalDate.parse(text), Kind.DATE);
        } catch (DateTimeException e) {
            throw FeelText.wrong(node, "\"" + text + "\" is not a date such as 2026-11-21");
        }
    }

    private static Condition time(BaseNode node, String text) {
        @Nullable Instant time = null;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                time = LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw FeelText.wrong(node, "\"" + text + "\" is not a date and time such as 2026-11-21T08:00:00Z");
            }
        }
        return new Condition.Constant(time, Kind.TIME);
    }

    private static Condition and(Condition one, Condition other) {
        return new Condition.Operation(Operator.AND, List.of(one, other), Kind.TRUTH);
    }

    private static void require(BaseNode node, Condition part, Kind kind) {
        if (part.kind() != kind) {
            throw FeelText.wrong(
                    node, "must be " + kind.words() + ", and is " + part.kind().words());
        }
    }

    private static FeelText.Wrong beyond(BaseNode node) {
        return FeelText.wrong(
                node,
                "this can't be asked here: only comparisons, and, or, not(), in, between, + - * / and functions of texts can");
    }
}
