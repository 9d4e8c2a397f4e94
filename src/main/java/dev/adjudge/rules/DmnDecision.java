package dev.adjudge.rules;

import dev.adjudge.rules.engine.Allowance;
import dev.adjudge.rules.engine.Budget;
import dev.adjudge.rules.engine.Exhausted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNDecisionResult;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.DMNUnaryTest;

/**
 * One decision of a compiled model. Shared by all threads.
 *
 * @param standsAlone whether it needs input data only, no other decision
 */
record DmnDecision(DMNRuntime runtime, DMNModel model, Table table, boolean standsAlone) {

    /**
     * Does the work on one case, of which this decision is a part, within bounds.
     *
     * @throws RuleFailure when it needs more
     */
    <T extends @Nullable Object> T bounded(Supplier<T> work) {
        try {
            return Budget.within(Allowance.OF_A_CASE, work);
        } catch (Exhausted e) {
            throw new RuleFailure(table.file() + ", table " + table.decision() + ": stopped, since " + e.getMessage());
        }
    }

    /** @return the decision's result, or null */
    @Nullable Object decide(Map<String, ?> facts) {
        return answer(facts).getDecisionResultByName(table.decision()).getResult();
    }

    /** The facts, and the results of the decisions that this one needs. */
    Map<String, ?> factsAndDecisions(Map<String, ?> facts) {
        return standsAlone ? facts : answer(facts).getContext().getAll();
    }

    /** What a field of an input may be, as the model writes it; empty where it says nothing. */
    Optional<String> allowed(String input, String field) {
        return Optional.ofNullable(model.getInputByName(input))
                .map(there -> there.getType().getFields().get(field))
                .map(DMNType::getAllowedValues)
                .filter(values -> !values.isEmpty())
                .map(values -> values.stream().map(DMNUnaryTest::toString).collect(Collectors.joining(",")));
    }

    /** The rows whose conditions are all met. */
    List<TableRow> matches(Map<String, ?> facts) {
        Figures figures = new Figures(table, factsAndDecisions(facts));
        return table.rows().stream()
                .filter(row -> Table.firstUnmet(row, figures) < 0)
                .map(row -> TableRow.of(table, row))
                .toList();
    }

    private DMNResult answer(Map<String, ?> facts) {
        DMNContext context = runtime.newContext();
        facts.forEach(context::set);
        DMNResult answer = runtime.evaluateByName(model, context, table.decision());
        DMNDecisionResult decision = answer.getDecisionResultByName(table.decision());
        if (decision.getEvaluationStatus() != DMNDecisionResult.DecisionEvaluationStatus.SUCCEEDED) {
            throw new RuleFailure(table.file() + ", table " + table.decision() + ": "
                    + answer.getMessages().stream().map(DMNMessage::getMessage).collect(Collectors.joining("; ")));
        }
        return answer;
    }
}
