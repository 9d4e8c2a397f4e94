package dev.adjudge.rules.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a decision table that matched.
 *
 * @param decisionName the decision that was being evaluated
 * @param table the table's name: the decision itself, or the knowledge model or context entry that holds it
 * @param ruleId the row's id in the model's XML
 * @param ruleIndex from 1
 */
public record MatchedRule(
        @Nullable String decisionName,
        String table,
        @Nullable String ruleId,
        int ruleIndex,
        List<EvaluatedInput> evaluatedInputs,
        List<EvaluatedOutput> evaluatedOutputs) {

    /** The value that a column tested. */
    public record EvaluatedInput(
            @Nullable String inputId,
            String inputName,
            String inputExpression,
            @Nullable Object inputValue) {}

    /** What the row said. */
    public record EvaluatedOutput(
            @Nullable String outputId,
            String outputName,
            @Nullable Object outputValue) {}
}
