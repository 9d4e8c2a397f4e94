package dev.adjudge.rules.dmn;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.engine.MatchedRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.feel.lang.types.BuiltInType;

/**
 * A file of tests as people keep it in a spreadsheet, {@code dmn/tests/*.csv}: a line is a test, a column an input
 * ({@code windows.d7.cpl}) or, behind {@code expected.}, what a decision must come to. Its name begins with the model's.
 */
final class CsvTests {

    private static final String NAME = "name";
    private static final String EXPECTED = "expected.";
    private static final int MOST_TESTS = 10_000;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    private final String path;
    private final TestOutcome outcome;

    CsvTests(String path, TestOutcome outcome) {
        this.path = path;
        this.outcome = outcome;
    }

    /**
     * A column of a file of tests.
     *
     * @param at from 0
     * @param path the names to follow: of an input, or of a decision and its result
     */
    private record Column(int at, String heading, boolean expected, List<String> path) {}

    void run(String content, ModelSet models) {
        String base = path.substring(RuleTests.FOLDER.length()).replaceFirst("[._].*", "");
        Optional<DecisionModel> model = models.models().stream()
                .filter(each -> each.source().equals("dmn/" + base + ".dmn"))
                .findFirst();
        if (model.isEmpty()) {
            problem(
                    1,
                    null,
                    "there is no dmn/" + base + ".dmn: tests are named after the file of their model, as in "
                            + RuleTests.FOLDER + "campaign-optimization.csv");
            return;
        }
        outcome.tests(model.get());
        List<List<String>> lines = lines(content);
        if (lines.isEmpty()) {
            problem(1, null, "the file is empty: the first line names the columns");
            return;
        }
        List<Column> columns = columns(lines.get(0), model.get());
        if (lines.size() > MOST_TESTS) {
            problem(1, null, lines.size() - 1 + " tests; " + MOST_TESTS + " are the most of one file");
            return;
        }
        for (int i = 1; i < lines.size() && outcome.goesOn(path, i + 1); i++) {
            if (lines.get(i).stream().anyMatch(cell -> !cell.isBlank())) {
                test(i + 1, lines.get(i), columns, model.get());
            }
        }
    }

    private List<List<String>> lines(String content) {
        int end = content.indexOf('\n');
        String head = end < 0 ? content : content.substring(0, end);
        char separator = head.indexOf(';') >= 0 && head.indexOf(',') < 0 ? ';' : ',';
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .ofCsvRecord(content)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        } catch (CsvParseException e) {
            problem(1, null, "not a CSV file: " + e.getMessage());
            return List.of(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Column> columns(List<String> headings, DecisionModel model) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i).strip();
            boolean expected = heading.startsWith(EXPECTED);
            List<String> names = List.of((expected ? heading.substring(EXPECTED.length()) : heading).split("\\.", -1));
            if (heading.isEmpty() || heading.equals(NAME)) {
                continue;
            }
            if (expected ? !model.summary().decisions().contains(names.get(0)) : type(model, names) == null) {
                problem(
                        1,
                        heading,
                        expected
                                ? "the model has no decision '" + names.get(0) + "'; it has "
                                        + String.join(", ", model.summary().decisions())
                                : "the model has no input " + heading
                                        + "; a column is an input's path, or begins with expected.");
            } else {
                columns.add(new Column(i, heading, expected, names));
            }
        }
        if (columns.stream().noneMatch(Column::expected)) {
            problem(1, null, "no column begins with expected.: nothing is tested");
        }
        return columns;
    }

    private void test(int line, List<String> cells, List<Column> columns, DecisionModel model) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        model.inputs().wanted(null).forEach((name, type) -> inputs.put(name, nothing(type)));
        columns.stream()
                .filter(column -> !column.expected())
                .forEach(column -> put(inputs, column.path(), given(cell(cells, column), type(model, column.path()))));
        DmnResult result;
        try {
            result = model.explain(new Question(inputs, null, true));
        } catch (Problem wrong) {
            outcome.refused(path, line, wrong);
            return;
        }
        List<MatchedRule> matched = outcome.hit(model, result);
        for (Column column : columns) {
            if (column.expected()) {
                compare(line, column, cell(cells, column), result, matched);
            }
        }
    }

    private void compare(int line, Column column, String cell, DmnResult result, List<MatchedRule> matched) {
        List<String> got = values(result, column);
        List<String> wanted = Stream.of(cell.split(";", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        if (!sorted(got).equals(sorted(wanted))) {
            problem(
                    line,
                    column.heading(),
                    "expected " + shown(wanted) + ", got " + shown(got) + TestOutcome.rows(matched));
        }
    }

    private void problem(int line, @Nullable String column, String message) {
        outcome.problem(path, line, column, message);
    }

    private static List<String> values(DmnResult result, Column column) {
        return result.decisionResults().stream()
                .filter(each -> each.decisionName().equals(column.path().get(0)))
                .flatMap(each -> values(
                        each.result(), column.path().subList(1, column.path().size())))
                .toList();
    }

    private static String cell(List<String> cells, Column column) {
        return column.at() < cells.size() ? cells.get(column.at()).strip() : "";
    }

    private static @Nullable DMNType type(DecisionModel model, List<String> path) {
        DMNType type = model.inputs().wanted(null).get(path.get(0));
        for (String name : path.subList(1, path.size())) {
            type = type == null ? null : type.getFields().get(name);
        }
        return type;
    }

    /** Every entry that the type has, and nothing in it. */
    private static @Nullable Object nothing(DMNType type) {
        if (!Types.isRecord(type) || type.isCollection()) {
            return null;
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        type.getFields().forEach((name, field) -> entries.put(name, nothing(field)));
        return entries;
    }

    private static @Nullable Object given(String cell, @Nullable DMNType type) {
        if (cell.isEmpty()) {
            return null;
        }
        if (type != null && Types.feel(type) == BuiltInType.STRING) {
            return cell;
        }
        if (NUMBER.matcher(cell).matches()) {
            return new BigDecimal(cell);
        }
        return cell.equals("true") || cell.equals("false") ? Boolean.valueOf(cell) : (Object) cell;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, @Nullable Object> inputs, List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> at = inputs;
        for (String name : path.subList(0, path.size() - 1)) {
            at = (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(at.get(name));
        }
        at.put(path.get(path.size() - 1), value);
    }

    private static Stream<String> values(@Nullable Object result, List<String> path) {
        if (result == null) {
            return Stream.of();
        }
        if (result instanceof Collection<?> many) {
            return many.stream().flatMap(each -> values(each, path));
        }
        if (path.isEmpty()) {
            return Stream.of(normal(result.toString()));
        }
        return result instanceof Map<?, ?> entries
                ? values(entries.get(path.get(0)), path.subList(1, path.size()))
                : Stream.of();
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().map(CsvTests::normal).sorted().toList();
    }

    /** The same number is the same text. */
    private static String normal(String value) {
        return NUMBER.matcher(value).matches()
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }

    private static String shown(List<String> values) {
        return values.isEmpty() ? "nothing" : String.join("; ", values);
    }
}
