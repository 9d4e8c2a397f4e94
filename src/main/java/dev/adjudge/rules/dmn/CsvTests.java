package dev.adjudge.rules.dmn;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.adjudge.platform.Problem;
import dev.adjudge.rules.engine.MatchedRule;
import java.io.IOException;
import java.io.StringWriter;
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

    static final String NAME = "name";
    static final String EXPECTED = "expected.";
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
        try {
            return records(content, separator(content));
        } catch (CsvParseException e) {
            problem(1, null, "not a CSV file: " + e.getMessage());
            return List.of(List.of());
        }
    }

    private static List<List<String>> records(String content, char separator) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .ofCsvRecord(content)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char separator(String content) {
        String head = firstLine(content);
        return head.indexOf(';') >= 0 && head.indexOf(',') < 0 ? ';' : ',';
    }

    private static String firstLine(String content) {
        int end = content.indexOf('\n');
        return end < 0 ? content : content.substring(0, end);
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

    /** What a decision came to, as a cell says it. */
    static String came(DmnResult result, String column) {
        List<String> path = List.of(column.substring(EXPECTED.length()).split("\\.", -1));
        return String.join("; ", values(result, new Column(0, column, true, path)));
    }

    /** A line behind the others, and where it is. */
    record Appended(String content, String csv, int line) {}

    /**
     * A file of tests that is to have another.
     *
     * @param columns their headings
     */
    record Sheet(String content, char separator, List<String> columns, List<List<String>> lines) {

        /** @throws Problem 422 when it can't be read as one */
        static Sheet of(String content, String path) {
            char separator = CsvTests.separator(content);
            try {
                List<List<String>> lines = records(content, separator);
                long quotes = firstLine(content).chars().filter(c -> c == '"').count();
                if (quotes % 2 == 0) {
                    return new Sheet(
                            content,
                            separator,
                            lines.isEmpty()
                                    ? List.of()
                                    : lines.get(0).stream().map(String::strip).toList(),
                            lines);
                }
            } catch (CsvParseException e) {
                // told below, in the words for both
            }
            throw Problem.wrong(
                    path + " can't be read as a file of tests with its columns in the first line; correct it first");
        }

        boolean has(String name) {
            int at = columns.indexOf(NAME);
            return at >= 0
                    && lines.stream()
                            .skip(1)
                            .anyMatch(line ->
                                    at < line.size() && line.get(at).strip().equals(name));
        }

        /**
         * Columns that are new stand behind the others.
         *
         * @throws Problem 422 when lines before would need them, and go over several lines
         */
        Appended with(Map<String, String> cells) {
            List<String> all = new ArrayList<>(columns);
            cells.keySet().stream().filter(column -> !columns.contains(column)).forEach(all::add);
            List<String> added = all.subList(columns.size(), all.size());
            List<String> text = new ArrayList<>(content.lines().toList());
            if (!added.isEmpty() && text.size() > 1 && text.size() != lines.size()) {
                throw Problem.wrong("The file of tests has cells of several lines; add the columns "
                        + String.join(", ", added) + " to it in a spreadsheet, then send this again");
            }
            if (text.isEmpty()) {
                text.add(csv(added));
            } else if (!added.isEmpty()) {
                text.set(0, text.get(0) + separator + csv(added));
                String padding = String.valueOf(separator).repeat(added.size());
                for (int i = 1; i < text.size(); i++) {
                    text.set(i, text.get(i) + padding);
                }
            }
            String line = csv(
                    all.stream().map(column -> cells.getOrDefault(column, "")).toList());
            text.add(line);
            return new Appended(String.join("\n", text) + "\n", line, text.size());
        }

        private String csv(List<String> fields) {
            StringWriter line = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder()
                    .fieldSeparator(separator)
                    .lineDelimiter(LineDelimiter.LF)
                    .build(line)) {
                writer.writeRecord(fields);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return line.toString().strip();
        }
    }
}
