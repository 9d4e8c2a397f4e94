package dev.adjudge.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a table answered to the same questions, for as long as one run. A table whose cells are constants
 * answers by its columns alone, and a column that no row tests makes no difference.
 */
final class Memory {

    private final Map<List<@Nullable Object>, @Nullable Object> answers = new HashMap<>();

    @Nullable Object recall(DmnDecision decision, Map<String, ?> facts) {
        return decision.<@Nullable Object>bounded(() -> answer(decision, facts));
    }

    private @Nullable Object answer(DmnDecision decision, Map<String, ?> facts) {
        Table table = decision.table();
        if (!decision.standsAlone() || !table.answersByColumns()) {
            return decision.decide(facts);
        }
        Figures figures = new Figures(table, facts);
        List<@Nullable Object> question = new ArrayList<>();
        question.add(table.decision());
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            if (table.rows().stream().anyMatch(row -> !row.cells().get(column).asksNothing())) {
                question.add(figures.get(i));
            }
        }
        if (answers.containsKey(question)) {
            return answers.get(question);
        }
        Object answer = decision.decide(facts);
        answers.put(question, answer);
        return answer;
    }
}
