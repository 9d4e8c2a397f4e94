package dev.adjudge.rules.dmn;

import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.ReleaseCheck;
import dev.adjudge.rules.RuleProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests that stand beside the models, {@code dmn/tests/*.csv} and {@code *.xml}, and go with the release. */
@ApplicationScoped
public class RuleTests implements ReleaseCheck {

    static final String FOLDER = "dmn/tests/";

    private final LimitSettings limits;

    RuleTests(LimitSettings limits) {
        this.limits = limits;
    }

    /**
     * A row of a decision table.
     *
     * @param row from 1
     * @param tests how many tests hit it
     */
    public record Row(String file, String table, int row, int tests) {}

    @Override
    public List<RuleProblem> check(CompiledRelease release) {
        ModelSet models = models(release);
        TestOutcome outcome = run(release, models);
        List<RuleProblem> problems = new ArrayList<>(outcome.problems());
        for (DecisionModel model : models.models()) {
            if (outcome.isTested(model)) {
                rows(model, outcome).stream()
                        .filter(row -> row.tests() == 0)
                        .map(row -> RuleProblem.untested(
                                row.file(), row.table(), row.row(), "no test in " + FOLDER + " hits this row"))
                        .forEach(problems::add);
            }
        }
        return problems;
    }

    /** The rows of all tables that are decisions, and how many tests hit each. */
    public List<Row> rows(CompiledRelease release) {
        ModelSet models = models(release);
        TestOutcome outcome = run(release, models);
        return models.models().stream()
                .flatMap(model -> rows(model, outcome).stream())
                .toList();
    }

    private ModelSet models(CompiledRelease release) {
        return new ModelSet(release.dmn(), release.dmnFiles(), limits.allowance());
    }

    private static TestOutcome run(CompiledRelease release, ModelSet models) {
        TestOutcome outcome = new TestOutcome();
        release.files().forEach((path, content) -> {
            if (path.startsWith(FOLDER)) {
                if (path.endsWith(".csv")) {
                    new CsvTests(path, outcome).run(content, models);
                } else {
                    new XmlTests(path, outcome).run(content, models);
                }
            }
        });
        return outcome;
    }

    private static List<Row> rows(DecisionModel model, TestOutcome outcome) {
        List<Row> rows = new ArrayList<>();
        model.tables().forEach((table, count) -> {
            for (int row = 1; row <= count; row++) {
                rows.add(new Row(model.source(), table, row, outcome.hits(model, table, row)));
            }
        });
        return rows;
    }
}
