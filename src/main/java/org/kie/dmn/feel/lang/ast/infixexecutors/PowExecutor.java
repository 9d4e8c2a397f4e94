package org.kie.dmn.feel.lang.ast.infixexecutors;

import dev.adjudge.rules.engine.Budget;
import java.math.BigDecimal;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.dialectHandlers.DialectHandlerFactory;

/**
 * FEEL's {@code **}, in place of the interpreter's own class of this name: a power of a number with a hundred million zeros is
 * one step that takes for ever, and the {@link Budget} refuses it beforehand.
 */
@NullMarked
public final class PowExecutor implements InfixExecutor {

    private static final PowExecutor INSTANCE = new PowExecutor();

    /** Each takes another few multiplications, and only powers of 0 and 1 have a result. */
    private static final int MOST_DIGITS = 100;

    private PowExecutor() {}

    public static PowExecutor instance() {
        return INSTANCE;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object left, @Nullable Object right, EvaluationContext context) {
        Budget.spend(left);
        Budget.spend(right);
        if (right instanceof BigDecimal exponent && (long) exponent.precision() - exponent.scale() > MOST_DIGITS) {
            Budget.refuse("an exponent has more than " + MOST_DIGITS + " digits");
        }
        return DialectHandlerFactory.getHandler(context).executePow(left, right, context);
    }

    @Override
    public @Nullable Object evaluate(InfixOpNode node, EvaluationContext context) {
        return evaluate(node.getLeft().evaluate(context), node.getRight().evaluate(context), context);
    }
}
