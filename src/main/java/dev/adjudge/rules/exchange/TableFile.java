package dev.adjudge.rules.exchange;

import dev.adjudge.rules.exchange.TableText.Entry;
import dev.adjudge.rules.exchange.TableText.Heading;
import dev.adjudge.rules.exchange.TableText.Kind;
import dev.adjudge.rules.exchange.TableText.Row;
import dev.adjudge.rules.exchange.TableText.Span;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;
import org.xml.sax.helpers.DefaultHandler;

/** Finds the decision tables of a DMN file, and where in it each of their cells stands. */
final class TableFile extends DefaultHandler {

    private final String xml;
    private final int[] lines;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<TableText> tables = new ArrayList<>();
    private @Nullable Locator locator;
    private @Nullable String model;
    private @Nullable Building table;

    private TableFile(String xml) {
        this.xml = xml;
        lines = lines(xml);
    }

    /** An element that has begun. */
    private static final class Open {
        final String name;
        final int start;
        final Attributes attributes;
        final StringBuilder characters = new StringBuilder();

        @Nullable String named;

        @Nullable Text text;

        Open(String name, int start, Attributes attributes) {
            this.name = name;
            this.start = start;
            this.attributes = attributes;
        }

        String attribute(String of) {
            return Objects.requireNonNullElse(attributes.getValue(of), "").strip();
        }
    }

    private record Text(String characters, Span element) {}

    private static final class Building {
        final String name;
        final String prefix;
        final String hitPolicy;
        final List<Heading> columns = new ArrayList<>();
        final List<Row> rows = new ArrayList<>();
        final List<Entry> entries = new ArrayList<>();
        int rowsBegin;
        String expression = "";
        String type = "";
        String values = "";
        String otherwise = "";

        Building(String name, String prefix, String hitPolicy, int rowsBegin) {
            this.name = name;
            this.prefix = prefix;
            this.hitPolicy = hitPolicy;
            this.rowsBegin = rowsBegin;
        }
    }

    /**
     * @param xml well-formed, lines ended by LF
     * @return the tables in the order of the file
     * @throws IllegalArgumentException when it can't be read
     */
    static List<TableText> tables(String xml) {
        TableFile file = new TableFile(xml);
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new InputSource(new StringReader(xml)), file);
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException("not well-formed XML: " + e.getMessage(), e);
        }
        return file.tables;
    }

    private static int[] lines(String xml) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == xml.length() || xml.charAt(i + 1) != '\n')) {
                starts.add(i + 1);
            }
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The place behind the tag that the parser has just read. */
    private int behind() {
        Locator at = Objects.requireNonNull(locator);
        int offset = lines[at.getLineNumber() - 1] + at.getColumnNumber() - 1;
        if (xml.charAt(offset - 1) != '>') {
            throw new IllegalStateException("no tag ends in line " + at.getLineNumber());
        }
        return offset;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        this.locator = locator;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        model = model == null ? uri : model;
        int behind = behind();
        Open element = new Open(
                uri.equals(model) ? name : "", xml.lastIndexOf('<', behind - 1), new AttributesImpl(attributes));
        switch (element.name) {
            case "decision", "businessKnowledgeModel" -> element.named = element.attribute("name");
            case "variable" -> {
                Open parent = open.peek();
                if (parent != null && parent.name.equals("contextEntry")) {
                    parent.named = element.attribute("name");
                }
            }
            case "decisionTable" ->
                table = new Building(
                        names(),
                        qualified.substring(0, qualified.length() - name.length()),
                        hitPolicy(element),
                        behind);
            default -> {}
        }
        open.push(element);
    }

    private String names() {
        return StreamSupport.stream(((Iterable<Open>) open::descendingIterator).spliterator(), false)
                .flatMap(element -> Stream.ofNullable(element.named))
                .collect(Collectors.joining(" / "));
    }

    private static String hitPolicy(Open element) {
        String policy = element.attribute("hitPolicy");
        return ((policy.isEmpty() ? "UNIQUE" : policy) + " " + element.attribute("aggregation")).strip();
    }

    @Override
    public void characters(char[] chars, int start, int length) {
        open.getFirst().characters.append(chars, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        Open element = open.pop();
        int end = behind();
        if (table == null) {
            return;
        }
        Span whole = new Span(element.start, end);
        switch (element.name) {
            case "text" -> open.getFirst().text = new Text(element.characters.toString(), whole);
            case "inputExpression" -> {
                table.expression = text(element);
                table.type = element.attribute("typeRef");
            }
            case "inputValues", "outputValues" -> table.values = ": " + text(element);
            case "defaultOutputEntry" -> table.otherwise = "; else " + text(element);
            case "input" -> column(Kind.INPUT, element.attribute("label"), table.expression, table.type, end);
            case "output" ->
                column(
                        Kind.OUTPUT,
                        element.attribute("label"),
                        element.attribute("name"),
                        element.attribute("typeRef"),
                        end);
            case "annotation" -> column(Kind.ANNOTATION, element.attribute("name"), "", "", end);
            case "inputEntry", "outputEntry", "annotationEntry" ->
                table.entries.add(
                        new Entry(text(element), whole, element.text == null ? null : element.text.element()));
            case "rule" -> {
                table.rows.add(new Row(element.attribute("id"), whole, List.copyOf(table.entries)));
                table.entries.clear();
            }
            case "decisionTable" -> {
                tables.add(new TableText(
                        table.name,
                        table.hitPolicy,
                        List.copyOf(table.columns),
                        List.copyOf(table.rows),
                        table.rowsBegin,
                        table.prefix));
                table = null;
            }
            default -> {}
        }
    }

    private void column(Kind kind, String label, String expression, String type, int end) {
        Building building = Objects.requireNonNull(table);
        building.columns.add(
                new Heading(kind, label, expression.strip(), (type + building.values + building.otherwise).strip()));
        building.rowsBegin = end;
        building.values = "";
        building.otherwise = "";
        building.expression = "";
        building.type = "";
    }

    private static String text(Open element) {
        return element.text == null ? "" : element.text.characters();
    }
}
