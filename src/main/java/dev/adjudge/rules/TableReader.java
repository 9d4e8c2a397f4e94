package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.ast.ItemDefNode;
import org.kie.dmn.api.feel.runtime.events.FEELEvent;
import org.kie.dmn.core.compiler.profiles.ExtendedDMNProfile;
import org.kie.dmn.core.impl.BaseDMNTypeImpl;
import org.kie.dmn.feel.FEEL;
import org.kie.dmn.feel.codegen.feel11.CompiledFEELExpression;
import org.kie.dmn.feel.codegen.feel11.ProcessedUnaryTest;
import org.kie.dmn.feel.lang.CompilerContext;
import org.kie.dmn.feel.lang.Type;
import org.kie.dmn.feel.lang.ast.ASTNode;
import org.kie.dmn.feel.lang.ast.BooleanNode;
import org.kie.dmn.feel.lang.ast.ListNode;
import org.kie.dmn.feel.lang.ast.NumberNode;
import org.kie.dmn.feel.lang.ast.RangeNode;
import org.kie.dmn.feel.lang.ast.SignedUnaryNode;
import org.kie.dmn.feel.lang.ast.StringNode;
import org.kie.dmn.feel.lang.ast.UnaryTestListNode;
import org.kie.dmn.feel.lang.ast.UnaryTestNode;
import org.kie.dmn.feel.runtime.UnaryTest;
import org.kie.dmn.model.api.DecisionRule;
import org.kie.dmn.model.api.DecisionTable;
import org.kie.dmn.model.api.InputClause;
import org.kie.dmn.model.api.LiteralExpression;
import org.kie.dmn.model.api.OutputClause;

/** Reads a decision table's cells, and says which can't be read. */
final class TableReader {

    private static final String PATH = "[A-Za-z_]\\w*(\\s*\\.\\s*[A-Za-z_]\\w*)*";

    private static final Set<String> COMPARABLE = Set.of("number", "string", "boolean");

    private static final Pattern STRING = Pattern.compile("@?\"(\\\\.|[^\"\\\\])*\"");
    private static final Pattern CALL = Pattern.compile("[A-Za-z_]\\w*(\\s+[A-Za-z_]\\w*)*\\s*\\(");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Za-z_]\\w*");
    private static final Set<String> KEYWORDS = Set.of(
            "null",
            "true",
            "false",
            "not",
            "and",
            "or",
            "in",
            "between",
            "if",
            "then",
            "else",
            "for",
            "return",
            "some",
            "every",
            "satisfies",
            "instance",
            "of",
            "item",
            "partial");

    private final String file;
    private final DMNModel model;
    private final String decision;
    private final List<RuleProblem> problems;
    private final Map<String, Type> variables = new LinkedHashMap<>();
    private final FEEL feel = FEEL.newInstance(TableReader.class.getClassLoader(), List.of(new ExtendedDMNProfile()));
    private final List<String> complaints = new ArrayList<>();

    TableReader(String file, DMNModel model, String decision, List<RuleProblem> problems) {
        this.file = file;
        this.model = model;
        this.decision = decision;
        this.problems = problems;
        model.getInputs().forEach(input -> variables.put(input.getName(), feelType(input.getType())));
        model.getDecisions().forEach(other -> {
            if (!other.getName().equals(decision)) {
                variables.put(other.getName(), feelType(other.getResultType()));
            }
        });
    }

    Table read(DecisionTable table) {
        feel.addListener(this::note);
        List<Column> columns = new ArrayList<>();
        for (InputClause input : table.getInput()) {
            columns.add(column(input));
        }
        List<Table.Row> rows = new ArrayList<>();
        for (DecisionRule rule : table.getRule()) {
            rows.add(row(table, columns, rule, rows.size() + 1));
        }
        return new Table(file, model.getName(), decision, List.copyOf(columns), List.copyOf(rows));
    }

    private Column column(InputClause input) {
        String text = input.getInputExpression().getText().strip();
        String label = input.getLabel() == null || input.getLabel().isBlank()
                ? text
                : input.getLabel().strip();
        String type = input.getInputExpression().getTypeRef() == null
                ? ""
                : input.getInputExpression().getTypeRef().getLocalPart();
        if (text.matches(PATH)) {
            return new Column(label, type, base(type), List.of(text.split("\\s*\\.\\s*", -1)), text, null);
        }
        @Nullable CompiledFEELExpression formula =
                reading(null, label, text, () -> feel.processExpression(text, context(variables))
                        .getInterpreted());
        return new Column(label, type, base(type), List.of(), text, formula);
    }

    private String base(String type) {
        ItemDefNode defined = model.getItemDefinitionByName(type);
        if (defined == null) {
            return type;
        }
        DMNType base = defined.getType();
        while (base.getBaseType() != null) {
            base = base.getBaseType();
        }
        return base.getName();
    }

    private Table.Row row(DecisionTable table, List<Column> columns, DecisionRule rule, int number) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(cell(columns.get(i), number, rule.getInputEntry().get(i).getText()));
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        for (int i = 0; i < table.getOutput().size(); i++) {
            constant(
                    table.getOutput().get(i),
                    number,
                    rule.getOutputEntry().get(i),
                    table.getOutput().size() == 1,
                    outputs);
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        for (int i = 0;
                i
                        < Math.min(
                                table.getAnnotation().size(),
                                rule.getAnnotationEntry().size());
                i++) {
            String text = rule.getAnnotationEntry().get(i).getText();
            annotations.put(table.getAnnotation().get(i).getName(), text == null ? "" : text);
        }
        String id = rule.getId();
        if (id == null || id.isBlank()) {
            problem(number, null, "the row has no id: decisions refer to rows by id, open and save it in a DMN editor");
            id = "";
        }
        return new Table.Row(number, id, List.copyOf(cells), outputs, annotations);
    }

    private Cell cell(Column column, int row, @Nullable String written) {
        String text = written == null || written.isBlank() ? "-" : written.strip();
        if (text.equals("-")) {
            return Cell.ASKING_NOTHING;
        }
        @Nullable List<UnaryTest> tests = reading(row, column.label(), text, () -> {
            compared(((ProcessedUnaryTest) feel.processUnaryTests(text, context(variables)))
                            .getInterpreted()
                            .getASTNode())
                    .filter(other -> COMPARABLE.contains(column.base()) && !other.equals(column.base()))
                    .findFirst()
                    .ifPresent(other -> complaints.add("the column's values are of the type " + column.base()
                            + ", and this is a " + other + ": it could never be met"));
            return feel.evaluateUnaryTests(text, variables);
        });
        // What the parser takes for a range of ranges can't be answered for any figure; it is a slip of the pen.
        if (text.matches("(?><=|>=|!=|<|>|=)\\s*[<>=].*")) {
            problem(row, column.label(), "\"" + text + "\" is no condition: one comparison sign, then the figure");
        }
        Set<String> names = names(text);
        names.stream()
                .filter(name -> !variables.containsKey(name))
                .forEach(name -> problem(
                        row,
                        column.label(),
                        "\"" + text + "\": nothing is called " + name
                                + "; a word that is meant as text stands in quotes"));
        return new Cell(text, tests == null ? List.of() : tests, names.isEmpty());
    }

    /** The types of the constants that a condition compares with. */
    private static Stream<String> compared(@Nullable ASTNode node) {
        if (node instanceof UnaryTestListNode tests) {
            return tests.getElements().stream().flatMap(TableReader::compared);
        }
        if (node instanceof UnaryTestNode test) {
            return compared(test.getValue());
        }
        if (node instanceof RangeNode range) {
            return Stream.concat(compared(range.getStart()), compared(range.getEnd()));
        }
        if (node instanceof ListNode list) {
            return list.getElements().stream().flatMap(TableReader::compared);
        }
        if (node instanceof NumberNode || node instanceof SignedUnaryNode) {
            return Stream.of("number");
        }
        if (node instanceof StringNode) {
            return Stream.of("string");
        }
        return node instanceof BooleanNode ? Stream.of("boolean") : Stream.empty();
    }

    /** The variables that a condition names. The parser would take an unknown one for null. */
    private static Set<String> names(String condition) {
        String bare = CALL.matcher(STRING.matcher(condition).replaceAll(" ")).replaceAll(" ( ");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!KEYWORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    private void constant(
            OutputClause output,
            int row,
            LiteralExpression entry,
            boolean only,
            Map<String, @Nullable Object> outputs) {
        String name = only && output.getName() == null ? decision : output.getName();
        String label = output.getLabel() == null ? name : output.getLabel();
        String text = entry.getText() == null ? "" : entry.getText().strip();
        if (text.isEmpty()) {
            problem(row, label, "the cell is empty: write null where there is nothing to say");
            return;
        }
        complaints.clear();
        reading(row, label, text, () -> {
            feel.compile(text, context(Map.of()));
            outputs.put(name, complaints.isEmpty() ? feel.evaluate(text) : null);
            return text;
        });
    }

    private <T> @Nullable T reading(
            @Nullable Integer row, String column, String text, java.util.function.Supplier<T> reader) {
        complaints.clear();
        @Nullable T result = null;
        try {
            result = reader.get();
        } catch (RuntimeException e) {
            complaints.add("it can't be read");
        }
        if (!complaints.isEmpty()) {
            problem(row, column, "\"" + text + "\": " + complaints.get(0));
        }
        return result;
    }

    private void note(FEELEvent event) {
        if (event.getSeverity() == FEELEvent.Severity.ERROR) {
            complaints.add(event.getMessage());
        }
    }

    private void problem(@Nullable Integer row, @Nullable String column, String message) {
        problems.add(RuleProblem.at(Code.FEEL, file, decision, row, column, message));
    }

    private CompilerContext context(Map<String, Type> types) {
        CompilerContext context = feel.newCompilerContext();
        types.forEach(context::addInputVariableType);
        return context;
    }

    private static Type feelType(org.kie.dmn.api.core.DMNType type) {
        return ((BaseDMNTypeImpl) type).getFeelType();
    }
}
