package dev.adjudge.rules.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.EvaluatorResult;
import org.kie.dmn.api.core.event.DMNRuntimeEventManager;
import org.kie.dmn.core.api.DMNExpressionEvaluator;
import org.kie.dmn.core.compiler.DMNFEELHelper;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.lang.CompiledExpression;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.EvaluationContext;
import org.kie.dmn.model.api.DecisionRule;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.InputClause;
import org.kie.dmn.model.api.OutputClause;

/** A decision table that, when asked, tells which rows matched, what its columns tested and what the rows said. */
final class ExplainedTable implements DMNExpressionEvaluator {

    private final DMNExpressionEvaluator evaluator;
    private final String name;
    private final DecisionTable table;
    private final DMNFEELHelper helper;
    private final CompilerContext scope;
    private final Map<String, CompiledExpression> formulas = new HashMap<>();

    ExplainedTable(
            DMNExpressionEvaluator evaluator,
            String name,
            DecisionTable table,
            DMNFEELHelper helper,
            CompilerContext scope) {
        this.evaluator = evaluator;
        this.name = name;
        this.table = table;
        this.helper = helper;
        this.scope = scope;
    }

    @Override
    public EvaluatorResult evaluate(DMNRuntimeEventManager runtime, DMNResult result) {
        EvaluatorResult answer = evaluator.evaluate(runtime, result);
        Explanation explanation = Explanation.of(runtime);
        if (explanation != null && !explanation.isExplaining()) {
            explain(explanation, runtime.getRuntime().getCurrentEvaluatingDecisionName(), result);
        }
        return answer;
    }

    private void explain(Explanation explanation, @Nullable String decision, DMNResult result) {
        List<Integer> rows = explanation.latestRows();
        if (rows.isEmpty()) {
            return;
        }
        explanation.whileExplaining(() -> matched(rows, decision, result)).forEach(explanation::add);
    }

    private List<MatchedRule> matched(List<Integer> rows, @Nullable String decision, DMNResult result) {
        EvaluationContext values =
                helper.newEvaluationContext(List.of(), result.getContext().getAll());
        FEEL feel = helper.newFEELInstance();
        List<MatchedRule.EvaluatedInput> inputs = new ArrayList<>();
        for (InputClause input : table.getInput()) {
            String formula = input.getInputExpression().getText();
            inputs.add(new MatchedRule.EvaluatedInput(
                    input.getId(),
                    input.getLabel() == null ? formula : input.getLabel(),
                    formula,
                    feel.evaluate(compiled(feel, formula), values)));
        }
        List<MatchedRule> matched = new ArrayList<>();
        for (int row : rows) {
            DecisionRule rule = table.getRule().get(row - 1);
            matched.add(new MatchedRule(decision, name, rule.getId(), row, inputs, outputs(rule, feel, values)));
        }
        return matched;
    }

    private List<MatchedRule.EvaluatedOutput> outputs(DecisionRule rule, FEEL feel, EvaluationContext values) {
        List<MatchedRule.EvaluatedOutput> outputs = new ArrayList<>();
        for (int i = 0; i < table.getOutput().size(); i++) {
            OutputClause output = table.getOutput().get(i);
            String formula = rule.getOutputEntry().get(i).getText();
            String label = output.getName() == null ? output.getLabel() : output.getName();
            outputs.add(new MatchedRule.EvaluatedOutput(
                    output.getId(),
                    label == null ? name : label,
                    formula == null || formula.isBlank() ? null : feel.evaluate(compiled(feel, formula), values)));
        }
        return outputs;
    }

    private synchronized CompiledExpression compiled(FEEL feel, String formula) {
        return formulas.computeIfAbsent(formula, text -> feel.compile(text, scope));
    }
}
