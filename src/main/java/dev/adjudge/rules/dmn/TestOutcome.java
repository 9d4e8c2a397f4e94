package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.rules.RuleProblem;
import dev.adjudge.rules.engine.MatchedRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the tests of a release come to: what went wrong, and which rows they hit. */
final class TestOutcome {

    private static final int MOST_PROBLEMS = 100;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long until = System.nanoTime() + LONGEST.toNanos();
    private final List<RuleProblem> problems = new ArrayList<>();
    private final Map<String, Integer> hits = new HashMap<>();
    private final Set<String> tested = new HashSet<>();
    private boolean stopped;

    List<RuleProblem> problems() {
        return problems;
    }

    /** Whether another test is to be run; tells why not. */
    boolean goesOn(String file, int line) {
        if (!stopped && System.nanoTime() - until > 0) {
            stopped = true;
            problem(
                    file,
                    line,
                    null,
                    "the tests of a release have " + LONGEST.toSeconds()
                            + " seconds, and from here on they were not run: keep fewer, or make the formulas simpler");
        }
        return !stopped && problems.size() < MOST_PROBLEMS;
    }

    void problem(String file, int line, @Nullable String column, String message) {
        problems.add(RuleProblem.test(file, line, column, message));
    }

    /** A question that the model refuses. */
    void refused(String file, int line, Problem why) {
        problem(
                file,
                line,
                null,
                why.errors().isEmpty()
                        ? String.valueOf(why.getMessage())
                        : why.errors().get(0).pointer().replaceFirst("^/", "").replace('/', '.') + ": "
                                + why.errors().get(0).detail());
    }

    /** Says that there are tests of a model. */
    void tests(DecisionModel model) {
        tested.add(model.source());
    }

    boolean isTested(DecisionModel model) {
        return tested.contains(model.source());
    }

    /** Counts the rows that a test hit, each once. */
    List<MatchedRule> hit(DecisionModel model, DmnResult result) {
        List<MatchedRule> matched = result.matchedRules() == null ? List.of() : result.matchedRules();
        matched.stream()
                .map(rule -> key(model, rule.table(), rule.ruleIndex()))
                .distinct()
                .forEach(row -> hits.merge(row, 1, Integer::sum));
        return matched;
    }

    /** The rows that matched, for a person. */
    static String rows(List<MatchedRule> matched) {
        String rows = matched.stream()
                .map(rule -> rule.table() + " " + rule.ruleIndex())
                .distinct()
                .collect(Collectors.joining(", "));
        return rows.isEmpty() ? "; no row matched" : "; rows that matched: " + rows;
    }

    /** How many tests hit a row. */
    int hits(DecisionModel model, String table, int row) {
        return hits.getOrDefault(key(model, table, row), 0);
    }

    private static String key(DecisionModel model, String table, int row) {
        return model.source() + "\n" + table + "\n" + row;
    }
}
