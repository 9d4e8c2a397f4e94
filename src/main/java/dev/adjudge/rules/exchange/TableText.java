package dev.adjudge.rules.exchange;

import dev.adjudge.platform.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision table as it is written in its file.
 *
 * @param name of the decision or function; entries of a context are behind it, {@code Bonus / base}
 * @param hitPolicy with the aggregation behind it, {@code COLLECT SUM}
 * @param columns inputs, outputs and annotations, in this order
 * @param rowsBegin where the last of the columns ends
 * @param prefix of the table's elements: {@code dmn:}, or nothing
 */
record TableText(String name, String hitPolicy, List<Heading> columns, List<Row> rows, int rowsBegin, String prefix) {

    /** What a column is for. */
    enum Kind {
        INPUT("inputEntry", "in"),
        OUTPUT("outputEntry", "out"),
        ANNOTATION("annotationEntry", "note");

        final String element;
        final String shortly;

        Kind(String element, String shortly) {
            this.element = element;
            this.shortly = shortly;
        }
    }

    /**
     * The head of a column.
     *
     * @param expression what an input looks at, or an output's name
     * @param type its data type, with the values it allows behind it
     */
    record Heading(Kind kind, String label, String expression, String type) {

        /** A cell's text without what makes no difference; an input that asks nothing is a dash. */
        String normal(String text) {
            String bare = text.replace("\r\n", "\n").replace('\r', '\n').strip();
            return kind == Kind.INPUT && bare.isEmpty() ? "-" : bare;
        }
    }

    /** From the character at {@code start} to the one before {@code end}. */
    record Span(int start, int end) {}

    /**
     * A row.
     *
     * @param id empty when it has none
     * @param entries one for each column; annotations may be fewer
     */
    record Row(String id, Span element, List<Entry> entries) {

        String text(int column) {
            return column < entries.size() ? entries.get(column).text() : "";
        }
    }

    /**
     * A cell.
     *
     * @param written its text's element; null when there is none
     */
    record Entry(String text, Span element, @Nullable Span written) {}

    /** The label of a column, or what it looks at when it has none. */
    String label(int column) {
        Heading heading = columns.get(column);
        return heading.label().isEmpty() ? heading.expression() : heading.label();
    }

    /**
     * {@code sha256:} and the hash of what the table says: hit policy, columns, and each row's cells in their order. Layout, comments
     * and ids make no difference.
     */
    String meaning() {
        MessageDigest digest = Sha256.start();
        Sha256.take(digest, hitPolicy);
        for (Heading column : columns) {
            Sha256.take(digest, column.kind().name());
            Sha256.take(digest, column.label());
            Sha256.take(digest, column.expression());
            Sha256.take(digest, column.type());
        }
        for (Row row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                Sha256.take(digest, columns.get(i).normal(row.text(i)));
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
