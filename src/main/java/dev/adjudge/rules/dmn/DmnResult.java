package dev.adjudge.rules.dmn;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.adjudge.rules.engine.MatchedRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of an evaluation, in the words of KIE's REST interface.
 *
 * @param dmnContext the inputs and the results, by name
 * @param matchedRules the rows of tables that matched, in the order of evaluation; null when not asked for
 */
public record DmnResult(
        String namespace,
        String modelName,
        Map<String, @Nullable Object> dmnContext,
        List<Message> messages,
        List<DecisionResult> decisionResults,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<MatchedRule> matchedRules) {

    /**
     * What a decision came to.
     *
     * @param evaluationStatus SUCCEEDED, FAILED, SKIPPED or NOT_EVALUATED
     */
    public record DecisionResult(
            String decisionId,
            String decisionName,
            @Nullable Object result,
            List<Message> messages,
            String evaluationStatus) {}
}
