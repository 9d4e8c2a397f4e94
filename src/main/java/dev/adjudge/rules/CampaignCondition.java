package dev.adjudge.rules;

import dev.adjudge.decision.Condition;
import dev.adjudge.decision.Condition.Kind;
import dev.adjudge.decision.Condition.Operator;
import dev.adjudge.fact.CampaignFacts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A condition over one campaign's facts, in the part of FEEL that {@link FeelCondition} reads: by the names that tables use, {@code
 * windows.d7.roas}, or without the first word, {@code d7.roas}. Immutable.
 */
public final class CampaignCondition {

    private static final Map<String, Kind> FIELDS = FactContext.campaignFields();

    private final Condition condition;

    private CampaignCondition(Condition condition) {
        this.condition = condition;
    }

    /** @throws IllegalArgumentException that names the place, for what is no condition, or looks at what no campaign has */
    public static CampaignCondition of(String text) {
        try {
            return new CampaignCondition(FeelCondition.of(
                    text, FIELDS, "a campaign", "windows.d7.roas > 2 or campaign.daysSinceLaunch > 30"));
        } catch (FeelText.Wrong e) {
            throw new IllegalArgumentException("\"" + text + "\"" + e.getMessage(), e);
        }
    }

    /** Whether it is true of the campaign; empty where a figure that it takes is not known. */
    public Optional<Boolean> met(CampaignFacts facts) {
        return Optional.ofNullable((Boolean) value(condition, facts));
    }

    /** The figures that it looks at and nobody knows. */
    public List<String> unknown(CampaignFacts facts) {
        TreeSet<String> unknown = new TreeSet<>();
        collectUnknown(condition, facts, unknown);
        return List.copyOf(unknown);
    }

    private static void collectUnknown(Condition part, CampaignFacts facts, TreeSet<String> unknown) {
        if (part instanceof Condition.Field field && FactContext.figure(facts, field.name()) == null) {
            unknown.add(field.name());
        } else if (part instanceof Condition.Operation operation) {
            operation.parts().forEach(each -> collectUnknown(each, facts, unknown));
        }
    }

    private static @Nullable Object value(Condition part, CampaignFacts facts) {
        if (part instanceof Condition.Field field) {
            return FactContext.figure(facts, field.name());
        }
        if (part instanceof Condition.Constant constant) {
            return constant.value();
        }
        Condition.Operation operation = (Condition.Operation) part;
        Object left = value(operation.parts().get(0), facts);
        Object right =
                operation.parts().size() < 2 ? null : value(operation.parts().get(1), facts);
        return switch (operation.operator()) {
            case AND, OR -> both(operation.operator(), (Boolean) left, (Boolean) right);
            case EQUAL, UNEQUAL -> equal(operation, left, right);
            default ->
                left == null || operation.parts().size() == 2 && right == null
                        ? null
                        : known(operation.operator(), left, right);
        };
    }

    /** One side may be enough to know. */
    private static @Nullable Boolean both(Operator operator, @Nullable Boolean left, @Nullable Boolean right) {
        Boolean enough = operator == Operator.OR;
        if (enough.equals(left) || enough.equals(right)) {
            return enough;
        }
        return left == null || right == null ? null : Boolean.valueOf(!enough);
    }

    /** A figure that is not known is neither equal nor unequal to anything but null. */
    private static @Nullable Boolean equal(
            Condition.Operation operation, @Nullable Object left, @Nullable Object right) {
        boolean asksForNull = operation.parts().stream().anyMatch(part -> part.kind() == Kind.NOTHING);
        if (!asksForNull && (left == null || right == null)) {
            return null;
        }
        boolean same = left == null || right == null ? left == right : compare(left, right) == 0;
        return same == (operation.operator() == Operator.EQUAL);
    }

    private static @Nullable Object known(Operator operator, Object left, @Nullable Object right) {
        return switch (operator) {
            case NOT -> !(Boolean) left;
            case LESS -> compare(left, right) < 0;
            case AT_MOST -> compare(left, right) <= 0;
            case MORE -> compare(left, right) > 0;
            case AT_LEAST -> compare(left, right) >= 0;
            case CONTAINS -> text(left).contains(text(right));
            case STARTS_WITH -> text(left).startsWith(text(right));
            case ENDS_WITH -> text(left).endsWith(text(right));
            case LOWER_CASE -> text(left).toLowerCase(Locale.ROOT);
            case UPPER_CASE -> text(left).toUpperCase(Locale.ROOT);
            case LENGTH ->
                BigDecimal.valueOf(text(left).codePointCount(0, text(left).length()));
            case PLUS -> number(left).add(number(right), MathContext.DECIMAL128);
            case MINUS -> number(left).subtract(number(right), MathContext.DECIMAL128);
            case TIMES -> number(left).multiply(number(right), MathContext.DECIMAL128);
            case DIVIDED_BY ->
                number(right).signum() == 0 ? null : number(left).divide(number(right), MathContext.DECIMAL128);
            case AND, OR, EQUAL, UNEQUAL, LISTS ->
                throw new IllegalStateException(operator + " is not asked of a campaign");
        };
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object left, @Nullable Object right) {
        return ((Comparable<Object>) left).compareTo(java.util.Objects.requireNonNull(right));
    }

    private static BigDecimal number(@Nullable Object value) {
        return (BigDecimal) java.util.Objects.requireNonNull(value);
    }

    private static String text(@Nullable Object value) {
        return (String) java.util.Objects.requireNonNull(value);
    }
}
