package dev.adjudge.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A set of rule files that can't become a release. */
final class BrokenRules extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<RuleProblem> problems;

    BrokenRules(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    List<RuleProblem> problems() {
        return problems;
    }
}
