package dev.adjudge.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row's reason: words, with the figures of the row's own columns in braces. {@code {CPL, 7 days}} is what the facts
 * say, {@code {CPL, 7 days: limit}} is the figure in the row's cell.
 */
final class ReasonTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LIMIT = Pattern.compile("(?:<=|>=|!=|<|>|=)?\\s*(-?\\d+(?:\\.\\d+)?)");
    private static final String LIMIT_SUFFIX = ": limit";

    /** Words, or the index of a column. */
    private record Part(String words, int column) {}

    private final List<Part> parts;
    private final List<Column> columns;

    private ReasonTemplate(List<Part> parts, List<Column> columns) {
        this.parts = parts;
        this.columns = columns;
    }

    /**
     * @throws IllegalArgumentException for a placeholder that names no column, or a limit that the cell does not have;
     *     the message is for the author
     */
    static ReasonTemplate of(String text, Table.Row row, List<Column> columns) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(words(text.substring(end, matcher.start())));
            parts.add(placeholder(matcher.group(1).strip(), row, columns));
            end = matcher.end();
        }
        parts.add(words(text.substring(end)));
        if (parts.stream().anyMatch(part -> part.column() < 0 && part.words().matches("(?s).*[{}].*"))) {
            throw new IllegalArgumentException("a brace is not closed, or not opened");
        }
        return new ReasonTemplate(List.copyOf(parts), columns);
    }

    /** The reason with these figures. */
    String fill(Figures figures) {
        StringBuilder reason = new StringBuilder();
        for (Part part : parts) {
            reason.append(
                    part.column() < 0
                            ? part.words()
                            : figure(
                                    figures.get(part.column()),
                                    columns.get(part.column()).type()));
        }
        return reason.toString();
    }

    private static Part words(String words) {
        return new Part(words, -1);
    }

    private static Part placeholder(String name, Table.Row row, List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String label = columns.get(i).label();
            if (name.equals(label)) {
                return new Part("", i);
            }
            if (name.equals(label + LIMIT_SUFFIX)) {
                return words(limit(row.cells().get(i).text(), columns.get(i)));
            }
        }
        throw new IllegalArgumentException("{" + name + "} names no column; there are: "
                + columns.stream().map(Column::label).collect(Collectors.joining("; ")));
    }

    private static String limit(String cell, Column column) {
        Matcher matcher = LIMIT.matcher(cell);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("{" + column.label() + LIMIT_SUFFIX + "} needs one figure in the cell \""
                    + column.label() + "\", which is: " + cell);
        }
        return column.type().equals("tShare") ? percent(new BigDecimal(matcher.group(1))) : matcher.group(1);
    }

    private static String figure(@Nullable Object value, String type) {
        if (value == null) {
            return "an unknown figure";
        }
        if (!(value instanceof BigDecimal number)) {
            return value.toString();
        }
        return switch (type) {
            case "tMoney", "tRatio" -> number.setScale(2, RoundingMode.HALF_UP).toPlainString();
            case "tShare" -> percent(number);
            default -> plain(number);
        };
    }

    private static String percent(BigDecimal share) {
        return plain(share.movePointRight(2).setScale(1, RoundingMode.HALF_UP)) + " %";
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
