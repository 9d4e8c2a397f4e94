package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import dev.adjudge.rules.engine.Engine;
import dev.adjudge.rules.engine.Validator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNMessage;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.api.core.ast.DecisionNode;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.InformationRequirement;
import org.xml.sax.SAXParseException;

/** The DMN files of a release, compiled. */
final class DmnModels {

    private static final Pattern TABLE = Pattern.compile("decision (?:table|node) '([^']*)'");
    private static final Pattern ROW = Pattern.compile("rule(?: row)? #(\\d+)");
    private static final Pattern INPUT = Pattern.compile("input clause #(\\d+)");

    private final @Nullable DMNRuntime runtime;
    private final List<RuleProblem> problems;

    private DmnModels(@Nullable DMNRuntime runtime, List<RuleProblem> problems) {
        this.runtime = runtime;
        this.problems = problems;
    }

    /** Compiles what can be compiled; the rest is told to {@code problems}. */
    static DmnModels compile(Map<String, String> files, List<RuleProblem> problems) {
        files.forEach((path, xml) -> problems.addAll(DmnFence.check(path, xml)));
        if (!problems.isEmpty()) {
            return new DmnModels(null, problems);
        }
        DMNRuntime runtime;
        try {
            runtime = Engine.compile(files);
        } catch (RuntimeException e) {
            problems.addAll(unreadable(files, e));
            return new DmnModels(null, problems);
        }
        for (DMNModel model : runtime.getModels()) {
            for (DMNMessage message : model.getMessages(DMNMessage.Severity.ERROR)) {
                problems.add(problem(model, message));
            }
        }
        return new DmnModels(runtime, problems);
    }

    /** The compiled models; empty when there are none. */
    Optional<DMNRuntime> runtime() {
        return Optional.ofNullable(runtime);
    }

    boolean has(String modelName) {
        return runtime != null
                && runtime.getModels().stream()
                        .anyMatch(model -> model.getName().equals(modelName));
    }

    /** The decision table of that name; told to the problems when it is not there. */
    Optional<DmnDecision> table(String modelName, String decisionName) {
        if (runtime == null) {
            return Optional.empty();
        }
        List<DMNModel> models = runtime.getModels().stream()
                .filter(model -> model.getName().equals(modelName))
                .toList();
        if (models.size() != 1) {
            problems.add(RuleProblem.in(
                    Code.TABLE, "dmn", models.size() + " models are named \"" + modelName + "\", exactly 1 must be"));
            return Optional.empty();
        }
        DMNModel model = models.get(0);
        String file = model.getResource().getSourcePath();
        DecisionNode node = model.getDecisionByName(decisionName);
        if (node == null || !(node.getDecision().getExpression() instanceof DecisionTable table)) {
            problems.add(RuleProblem.in(
                    Code.TABLE,
                    file,
                    "the model has no decision table \"" + decisionName + "\": it must be there, under this name"));
            return Optional.empty();
        }
        boolean standsAlone = node.getDecision().getKnowledgeRequirement().isEmpty()
                && node.getDecision().getInformationRequirement().stream()
                        .map(InformationRequirement::getRequiredDecision)
                        .allMatch(java.util.Objects::isNull);
        return Optional.of(new DmnDecision(
                runtime, model, new TableReader(file, model, decisionName, problems).read(table), standsAlone));
    }

    private static List<RuleProblem> unreadable(Map<String, String> files, RuntimeException e) {
        List<RuleProblem> departures = Validator.schema(files).stream()
                .map(message -> message.getException() instanceof SAXParseException at
                        ? RuleProblem.at(
                                Code.SCHEMA, message.getPath(), at.getLineNumber(), String.valueOf(at.getMessage()))
                        : RuleProblem.in(Code.SCHEMA, message.getPath(), message.getText()))
                .toList();
        if (!departures.isEmpty()) {
            return departures;
        }
        String what = e.getCause() == null || e.getCause().getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getCause().getMessage();
        return List.of(
                RuleProblem.in(Code.SCHEMA, String.join(", ", files.keySet()), "no DMN model can be read: " + what));
    }

    private static RuleProblem problem(DMNModel model, DMNMessage message) {
        String text = message.getMessage();
        @Nullable String table = first(TABLE, text);
        @Nullable String row = first(ROW, text);
        @Nullable String input = first(INPUT, text);
        return RuleProblem.at(
                Code.FEEL,
                model.getResource().getSourcePath(),
                table,
                row == null ? null : Integer.valueOf(row),
                input == null ? null : column(model, table, Integer.parseInt(input)),
                text);
    }

    private static String column(DMNModel model, @Nullable String table, int number) {
        DecisionNode node = table == null ? null : model.getDecisionByName(table);
        if (node != null
                && node.getDecision().getExpression() instanceof DecisionTable expression
                && number <= expression.getInput().size()
                && expression.getInput().get(number - 1).getLabel() != null) {
            return expression.getInput().get(number - 1).getLabel();
        }
        return String.valueOf(number);
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
