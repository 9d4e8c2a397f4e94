package dev.adjudge.rules.engine;

import org.jspecify.annotations.Nullable;
import org.kie.dmn.core.api.DMNExpressionEvaluator;
import org.kie.dmn.core.ast.DMNBaseNode;
import org.kie.dmn.core.compiler.DMNCompilerContext;
import org.kie.dmn.core.compiler.DMNCompilerImpl;
import org.kie.dmn.core.compiler.DMNEvaluatorCompiler;
import org.kie.dmn.core.impl.DMNModelImpl;
import org.kie.dmn.model.api.DecisionTable;

/** Makes each decision table, however deep it lies in a model, one that can explain itself. */
final class ExplainingCompiler extends DMNEvaluatorCompiler {

    ExplainingCompiler(DMNCompilerImpl compiler) {
        super(compiler);
    }

    @Override
    protected @Nullable DMNExpressionEvaluator compileDecisionTable(
            DMNCompilerContext context, DMNModelImpl model, DMNBaseNode node, String name, DecisionTable table) {
        DMNExpressionEvaluator evaluator = super.compileDecisionTable(context, model, node, name, table);
        return evaluator == null
                ? null
                : new ExplainedTable(evaluator, name, table, context.getFeelHelper(), context.toCompilerContext());
    }
}
