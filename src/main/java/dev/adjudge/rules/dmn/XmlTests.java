package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.rules.dmn.DmnResult.DecisionResult;
import dev.adjudge.rules.dmn.TestCases.Case;
import dev.adjudge.rules.dmn.TestCases.Expected;
import dev.adjudge.rules.dmn.TestCases.Unreadable;
import dev.adjudge.rules.engine.MatchedRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A file of tests as the compatibility kit of DMN writes them, {@code dmn/tests/*.xml}. It names its model. */
final class XmlTests {

    private final String path;
    private final TestOutcome outcome;

    XmlTests(String path, TestOutcome outcome) {
        this.path = path;
        this.outcome = outcome;
    }

    void run(String content, ModelSet models) {
        TestCases tests;
        try {
            tests = TestCases.read(content);
        } catch (Unreadable e) {
            outcome.problem(path, e.line(), null, String.valueOf(e.getMessage()));
            return;
        }
        Optional<DecisionModel> model = models.models().stream()
                .filter(each -> each.source().equals("dmn/" + tests.modelName()))
                .findFirst();
        if (model.isEmpty()) {
            outcome.problem(
                    path,
                    1,
                    null,
                    "modelName is " + tests.modelName()
                            + ", and there is no such file in dmn/: it names the file of the model, as in"
                            + " <modelName>campaign-optimization.dmn</modelName>");
            return;
        }
        outcome.tests(model.get());
        for (Case each : tests.cases()) {
            if (!outcome.goesOn(path, each.line())) {
                return;
            }
            test(each, model.get());
        }
    }

    private void test(Case each, DecisionModel model) {
        String service = each.service();
        if (service != null && !model.hasService(service)) {
            outcome.problem(path, each.line(), each.id(), "the model has no decision service '" + service + "'");
            return;
        }
        ModelSummary summary = model.summary();
        for (String name : each.inputs().keySet()) {
            if (service == null
                    && !summary.inputs().contains(name)
                    && !summary.decisions().contains(name)) {
                outcome.problem(
                        path,
                        each.line(),
                        each.id(),
                        "the model has no input '" + name + "'; it has " + String.join(", ", summary.inputs()));
                return;
            }
        }
        DmnResult result;
        try {
            result = model.explainLeniently(new Question(each.inputs(), service, true), Pointer.ROOT);
        } catch (Problem wrong) {
            outcome.refused(path, each.line(), wrong);
            return;
        }
        List<MatchedRule> matched = outcome.hit(model, result);
        if (each.expected().isEmpty()) {
            outcome.problem(path, each.line(), each.id(), "there is no resultNode: nothing is tested");
        }
        for (Expected expected : each.expected()) {
            compare(each, expected, answer(result, each, expected.name()), matched);
        }
    }

    private void compare(Case each, Expected expected, Optional<DecisionResult> answer, List<MatchedRule> matched) {
        String place = each.id() + ", " + expected.name();
        if (answer.isEmpty()) {
            outcome.problem(path, each.line(), place, "there is no decision '" + expected.name() + "'");
            return;
        }
        Object got = answer.get().result();
        Object wanted = expected.error() ? null : expected.value();
        if (!TestCases.same(wanted, got)) {
            outcome.problem(
                    path,
                    each.line(),
                    place,
                    "expected " + wanted + ", got " + got + TestOutcome.rows(matched)
                            + answer.get().messages().stream()
                                    .limit(1)
                                    .map(message -> "; " + message.message())
                                    .collect(Collectors.joining()));
        }
    }

    /** A service that answers with one decision is also known by its own name. */
    private static Optional<DecisionResult> answer(DmnResult result, Case asked, String name) {
        boolean single = asked.service() != null && result.decisionResults().size() == 1;
        return result.decisionResults().stream()
                .filter(each -> single || each.decisionName().equals(name))
                .findFirst();
    }
}
