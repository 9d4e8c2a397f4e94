package dev.adjudge.rules.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.event.AfterEvaluateDecisionTableEvent;
import org.kie.dmn.api.core.event.DMNRuntimeEventListener;
import org.kie.dmn.api.core.event.DMNRuntimeEventManager;

/** The rows that matched in one evaluation, in the order of evaluation. Listens to a runtime of its own. */
public final class Explanation implements DMNRuntimeEventListener {

    private final List<MatchedRule> matched = new ArrayList<>();
    private @Nullable AfterEvaluateDecisionTableEvent latest;
    private boolean explaining;

    public List<MatchedRule> matchedRules() {
        return matched;
    }

    /** The explanation that a runtime is asked for; null when none is. */
    static @Nullable Explanation of(DMNRuntimeEventManager runtime) {
        if (runtime.hasListeners()) {
            for (DMNRuntimeEventListener listener : runtime.getListeners()) {
                if (listener instanceof Explanation explanation) {
                    return explanation;
                }
            }
        }
        return null;
    }

    @Override
    public void afterEvaluateDecisionTable(AfterEvaluateDecisionTableEvent event) {
        latest = event;
    }

    /** The indices, from 1, of the rows that the table which was evaluated last took. */
    List<Integer> latestRows() {
        if (latest == null) {
            return List.of();
        }
        List<Integer> selected = latest.getSelected();
        List<Integer> rows = selected == null || selected.isEmpty() ? latest.getMatches() : selected;
        return rows == null ? List.of() : rows;
    }

    /** Whether formulas are worked out again to be shown: tables within them have told what matched before. */
    boolean isExplaining() {
        return explaining;
    }

    <T> T whileExplaining(Supplier<T> work) {
        explaining = true;
        try {
            return work.get();
        } finally {
            explaining = false;
        }
    }

    /** The engine works some formulas out twice; the same row on the same values is told once. */
    void add(MatchedRule rule) {
        if (matched.isEmpty() || !matched.get(matched.size() - 1).equals(rule)) {
            matched.add(rule);
        }
    }
}
