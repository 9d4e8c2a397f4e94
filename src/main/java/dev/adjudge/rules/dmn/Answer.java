package dev.adjudge.rules.dmn;

import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.MatchedRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;

/** What the engine answered, in two views. */
record Answer(
        DMNModel model,
        DMNResult result,
        List<String> ignored,
        @Nullable List<MatchedRule> matched) {

    /** The results alone, in the order of the model's file. */
    Map<String, @Nullable Object> decisions() {
        Map<String, @Nullable Object> decisions = new LinkedHashMap<>();
        for (DMNDecisionResult decision : result.getDecisionResults()) {
            decisions.put(decision.getDecisionName(), plain(decision.getResult()));
        }
        return decisions;
    }

    DmnResult all() {
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        result.getContext().getAll().forEach((name, value) -> context.put(name, plain(value)));
        List<Message> messages = new ArrayList<>(Message.all(result.getMessages()));
        for (String name : ignored) {
            messages.add(Message.warning("The model has no input '" + name + "'; it was ignored"));
        }
        return new DmnResult(
                model.getNamespace(),
                model.getName(),
                context,
                messages,
                result.getDecisionResults().stream().map(Answer::decision).toList(),
                matched == null ? null : matched.stream().map(Answer::plain).toList());
    }

    private static DmnResult.DecisionResult decision(DMNDecisionResult decision) {
        return new DmnResult.DecisionResult(
                decision.getDecisionId(),
                decision.getDecisionName(),
                plain(decision.getResult()),
                Message.all(decision.getMessages()),
                decision.getEvaluationStatus().name());
    }

    private static MatchedRule plain(MatchedRule rule) {
        return new MatchedRule(
                rule.decisionName(),
                rule.table(),
                rule.ruleId(),
                rule.ruleIndex(),
                rule.evaluatedInputs().stream()
                        .map(input -> new MatchedRule.EvaluatedInput(
                                input.inputId(), input.inputName(), input.inputExpression(), plain(input.inputValue())))
                        .toList(),
                rule.evaluatedOutputs().stream()
                        .map(output -> new MatchedRule.EvaluatedOutput(
                                output.outputId(), output.outputName(), plain(output.outputValue())))
                        .toList());
    }

    private static @Nullable Object plain(@Nullable Object value) {
        Budget budget = Budget.current();
        if (budget != null) {
            budget.take(value);
        }
        return Plain.of(value);
    }
}
