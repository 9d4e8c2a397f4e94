package org.kie.dmn.feel.lang.ast.infixexecutors;

import dev.adjudge.rules.engine.Budget;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.feel.lang.ast.InfixOpNode;
import org.kie.dmn.feel.lang.ast.dialectHandlers.DialectHandlerFactory;

/**
 * FEEL's {@code /}, in place of the interpreter's own class of this name: a duration divided by a number with a hundred million zeros is
 * one step that takes for ever, and the {@link Budget} refuses it beforehand.
 */
@NullMarked
public final class DivExecutor implements InfixExecutor {

    private static final DivExecutor INSTANCE = new DivExecutor();

    private DivExecutor() {}

    public static DivExecutor instance() {
        return INSTANCE;
    }

    @Override
    public @Nullable Object evaluate(@Nullable Object left, @Nullable Object right, EvaluationContext context) {
        Budget.spend(left);
        Budget.spend(right);
        return DialectHandlerFactory.getHandler(context).executeDivision(left, right, context);
    }

    @Override
    public @Nullable Object evaluate(InfixOpNode node, EvaluationContext context) {
        return evaluate(node.getLeft().evaluate(context), node.getRight().evaluate(context), context);
    }
}
