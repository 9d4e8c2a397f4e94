package dev.adjudge.rules.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        MessageDigest digest = sha256();
        update(digest, hitPolicy);
        for (Heading column : columns) {
            update(digest, column.kind().name());
            update(digest, column.label());
            update(digest, column.expression());
            update(digest, column.type());
        }
        for (Row row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                update(digest, columns.get(i).normal(row.text(i)));
            }
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
