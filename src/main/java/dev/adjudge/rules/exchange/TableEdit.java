package dev.adjudge.rules.exchange;

import dev.adjudge.rules.exchange.Exchange.Change;
import dev.adjudge.rules.exchange.TableText.Entry;
import dev.adjudge.rules.exchange.TableText.Heading;
import dev.adjudge.rules.exchange.TableText.Row;
import dev.adjudge.rules.exchange.TableText.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into the table of a file. What is not changed stays as it is, to the letter: comments, layout, ids, and how a cell is
 * written.
 */
final class TableEdit {

    /**
     * A row as it is wanted.
     *
     * @param id of the row that it was; of a row there is not, or that came before, for a new one
     * @param cells one for each column
     */
    record Wanted(String id, List<String> cells) {}

    /** @param xml the whole file */
    record Result(String xml, List<Change> changes) {}

    private final String xml;
    private final TableText table;
    private final List<Change> changes = new ArrayList<>();

    private TableEdit(String xml, TableText table) {
        this.xml = xml;
        this.table = table;
    }

    /** @param table of this file as it now is */
    static Result of(String xml, TableText table, List<Wanted> rows) {
        return new TableEdit(xml, table).write(rows);
    }

    private Result write(List<Wanted> wanted) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < table.rows().size(); i++) {
            String id = table.rows().get(i).id();
            if (!id.isEmpty()) {
                places.putIfAbsent(id, i);
            }
        }
        Set<Integer> kept = new HashSet<>();
        List<Integer> order = new ArrayList<>();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < wanted.size(); i++) {
            Wanted row = wanted.get(i);
            Integer place = row.id().isEmpty() ? placeWithoutId(i) : places.get(row.id());
            if (place != null && kept.add(place)) {
                order.add(place);
                rows.append(before(place)).append(edited(i + 1, table.rows().get(place), row.cells()));
            } else {
                changes.add(new Change(i + 1, null, "added", null, null));
                rows.append(newRow(row.cells()));
            }
        }
        for (int i = 0; i < table.rows().size(); i++) {
            if (!kept.contains(i)) {
                changes.add(new Change(i + 1, null, "removed", null, null));
            }
        }
        if (!order.equals(order.stream().sorted().toList())) {
            changes.add(new Change(null, null, "reordered", null, null));
        }
        return new Result(xml.substring(0, table.rowsBegin()) + rows + xml.substring(rowsEnd()), changes);
    }

    /** A row that has no id in the file stays what it is by its place. */
    private @Nullable Integer placeWithoutId(int place) {
        boolean stays =
                place < table.rows().size() && table.rows().get(place).id().isEmpty();
        return stays ? place : null;
    }

    private int rowsEnd() {
        return table.rows().isEmpty()
                ? table.rowsBegin()
                : table.rows().get(table.rows().size() - 1).element().end();
    }

    /** What stands between a row and the one above it: the line's beginning, a comment. */
    private String before(int place) {
        int from = place == 0
                ? table.rowsBegin()
                : table.rows().get(place - 1).element().end();
        return xml.substring(from, table.rows().get(place).element().start());
    }

    private String edited(int number, Row row, List<String> cells) {
        StringBuilder text = new StringBuilder();
        int copied = row.element().start();
        for (int i = 0; i < row.entries().size(); i++) {
            Entry entry = row.entries().get(i);
            Heading column = table.columns().get(i);
            if (differs(number, row, i, cells.get(i))) {
                Span replaced = entry.written() == null ? entry.element() : entry.written();
                text.append(xml, copied, replaced.start())
                        .append(
                                entry.written() == null
                                        ? entry(column, null, "", cells.get(i))
                                        : text("", column.normal(cells.get(i))));
                copied = replaced.end();
            }
        }
        StringBuilder more = new StringBuilder();
        boolean differs = false;
        for (int i = row.entries().size(); i < cells.size(); i++) {
            differs |= differs(number, row, i, cells.get(i));
            more.append(entry(table.columns().get(i), null, "", cells.get(i)));
        }
        String rest = xml.substring(copied, row.element().end());
        if (!differs) {
            return text.append(rest).toString();
        }
        if (rest.endsWith("/>")) { // a row without any cell
            rest = rest.substring(0, rest.length() - 2) + "></" + table.prefix() + "rule>";
        }
        int end = rest.lastIndexOf("</");
        text.append(rest, 0, end).append(more);
        return text.append(rest, end, rest.length()).toString();
    }

    private boolean differs(int number, Row row, int column, String cell) {
        Heading heading = table.columns().get(column);
        String from = heading.normal(row.text(column));
        String to = heading.normal(cell);
        if (from.equals(to)) {
            return false;
        }
        changes.add(new Change(number, table.label(column), "changed", from, to));
        return true;
    }

    private String newRow(List<String> cells) {
        String indent = table.rows().isEmpty() ? "\n      " : line(before(0));
        String id = "_row_" + UUID.randomUUID();
        StringBuilder row = new StringBuilder(indent)
                .append('<')
                .append(table.prefix())
                .append("rule id=\"")
                .append(id)
                .append("\">");
        for (int i = 0; i < cells.size(); i++) {
            Heading column = table.columns().get(i);
            row.append(entry(column, id + "_" + column.kind().shortly + (i + 1), indent + "  ", cells.get(i)));
        }
        return row.append(indent)
                .append("</")
                .append(table.prefix())
                .append("rule>")
                .toString();
    }

    /** The last line break and what follows it. */
    private static String line(String between) {
        int at = between.lastIndexOf('\n');
        return at < 0 || !between.substring(at).isBlank() ? "\n" : between.substring(at);
    }

    /** @param id null for none; annotations have none */
    private String entry(Heading column, @Nullable String id, String indent, String text) {
        String name = table.prefix() + column.kind().element;
        String inner = indent.isEmpty() ? "" : indent + "  ";
        String attribute = id == null || column.kind() == TableText.Kind.ANNOTATION ? "" : " id=\"" + id + "\"";
        return indent + "<" + name + attribute + ">" + text(inner, column.normal(text)) + indent + "</" + name + ">";
    }

    private String text(String indent, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return indent + "<" + table.prefix() + "text>" + escaped + "</" + table.prefix() + "text>";
    }
}
