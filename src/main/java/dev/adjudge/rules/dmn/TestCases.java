package dev.adjudge.rules.dmn;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.runtime.functions.DateAndTimeFunction;
import org.kie.dmn.feel.runtime.functions.DateFunction;
import org.kie.dmn.feel.runtime.functions.DurationFunction;
import org.kie.dmn.feel.runtime.functions.TimeFunction;

/**
 * A file of test cases as the compatibility kit of DMN writes them ({@code testCases.xsd}).
 *
 * @param modelName the file of the model; null when it names none
 */
record TestCases(@Nullable String modelName, List<Case> cases) {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int DEEPEST = 50;
    private static final BigDecimal NEAR = new BigDecimal("1e-8");

    /**
     * A question and its answers.
     *
     * @param line where it begins, from 1
     * @param service the decision service that is asked; null for decisions
     */
    record Case(
            String id,
            int line,
            @Nullable String service,
            Map<String, @Nullable Object> inputs,
            List<Expected> expected) {}

    /** @param error whether the decision must fail, and come to null */
    record Expected(String name, @Nullable Object value, boolean error) {}

    /** Something wrong with the file itself, and the line it is in. */
    static final class Unreadable extends RuntimeException {
        private final int line;

        Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /** @throws Unreadable when it is not such a file */
    static TestCases read(String xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw new Unreadable(line(reader), "a DOCTYPE is not allowed: remove it");
                }
            }
            return cases(Element.read(reader, 0));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            throw new Unreadable(line, "not well-formed XML: " + e.getMessage());
        }
    }

    private static int line(XMLStreamReader reader) {
        return reader.getLocation().getLineNumber();
    }

    /** What there is of XML in such a file. */
    private record Element(
            String name,
            int line,
            Map<String, String> attributes,
            boolean nil,
            String type,
            List<Element> children,
            StringBuilder text) {

        static Element read(XMLStreamReader reader, int depth) throws XMLStreamException {
            if (depth > DEEPEST) {
                throw new Unreadable(TestCases.line(reader), "nested deeper than " + DEEPEST + " elements");
            }
            Map<String, String> attributes = new LinkedHashMap<>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
            String type = String.valueOf(reader.getAttributeValue(XSI, "type"));
            Element element = new Element(
                    reader.getLocalName(),
                    TestCases.line(reader),
                    attributes,
                    "true".equals(reader.getAttributeValue(XSI, "nil")),
                    type.equals("null") ? "" : type.substring(type.indexOf(':') + 1),
                    new ArrayList<>(),
                    new StringBuilder());
            for (int event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element.children.add(read(reader, depth + 1));
                } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new Unreadable(TestCases.line(reader), "an entity is not allowed: write its text");
                } else if (reader.isCharacters() || event == XMLStreamConstants.CDATA) {
                    element.text.append(reader.getText());
                }
            }
            return element;
        }

        List<Element> all(String child) {
            return children.stream().filter(each -> each.name.equals(child)).toList();
        }

        @Nullable Element first(String child) {
            return all(child).stream().findFirst().orElse(null);
        }

        String attribute(String of) {
            return attributes.getOrDefault(of, "");
        }
    }

    private static TestCases cases(Element root) {
        if (!root.name().equals("testCases")) {
            throw new Unreadable(
                    root.line(),
                    "the file begins with " + root.name() + ", where tests of a model begin with testCases");
        }
        Element model = root.first("modelName");
        return new TestCases(
                model == null ? null : model.text().toString().strip(),
                root.all("testCase").stream().map(TestCases::testCase).toList());
    }

    private static Case testCase(Element element) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        element.all("inputNode").forEach(input -> inputs.put(input.attribute("name"), value(input, false)));
        boolean service = element.attribute("type").equals("decisionService");
        return new Case(
                element.attribute("id"),
                element.line(),
                service ? element.attribute("invocableName") : null,
                inputs,
                element.all("resultNode").stream().map(TestCases::expected).toList());
    }

    private static Expected expected(Element result) {
        Element expected = result.first("expected");
        return new Expected(
                result.attribute("name"),
                expected == null ? null : value(expected, true),
                result.attribute("errorResult").equals("true"));
    }

    /** @param canonical dates and durations in the one form in which they are answered */
    private static @Nullable Object value(Element element, boolean canonical) {
        List<Element> components = element.all("component");
        if (!components.isEmpty()) {
            Map<String, @Nullable Object> context = new LinkedHashMap<>();
            components.forEach(each -> context.put(each.attribute("name"), each.nil() ? null : value(each, canonical)));
            return context;
        }
        Element list = element.first("list");
        if (list != null) {
            List<@Nullable Object> items = new ArrayList<>();
            list.all("item").forEach(item -> items.add(value(item, canonical)));
            return list.nil() ? null : items;
        }
        Element value = element.first("value");
        return value == null || value.nil() ? null : simple(value, canonical);
    }

    private static @Nullable Object simple(Element value, boolean canonical) {
        String raw = value.text().toString();
        String text = value.type().isEmpty() || value.type().equals("string") ? raw : raw.strip();
        return switch (value.type()) {
            case "decimal", "double", "float", "integer", "int", "long" -> number(value, text);
            case "boolean" -> text.equals("true") || text.equals("1");
            case "date" ->
                canonical ? Plain.of(DateFunction.INSTANCE.invoke(text).getOrElse(null)) : text;
            case "time" ->
                canonical ? Plain.of(TimeFunction.INSTANCE.invoke(text).getOrElse(null)) : text;
            case "dateTime" ->
                canonical ? Plain.of(DateAndTimeFunction.INSTANCE.invoke(text).getOrElse(null)) : text;
            case "duration" ->
                canonical ? Plain.of(DurationFunction.INSTANCE.invoke(text).getOrElse(null)) : text;
            default -> text;
        };
    }

    private static BigDecimal number(Element value, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Unreadable(value.line(), "'" + text + "' is no number");
        }
    }

    /** Whether an answer is what was expected; numbers to 8 digits, as the kit's own runners compare them. */
    static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof BigDecimal wanted) {
            return actual instanceof Number
                    && wanted.subtract(new BigDecimal(actual.toString()))
                                    .abs()
                                    .compareTo(NEAR.max(NEAR.multiply(wanted.abs())))
                            <= 0;
        }
        if (expected instanceof List<?> wanted) {
            return actual instanceof List<?> found
                    && found.size() == wanted.size()
                    && IntStream.range(0, wanted.size()).allMatch(i -> same(wanted.get(i), found.get(i)));
        }
        if (expected instanceof Map<?, ?> wanted) {
            return actual instanceof Map<?, ?> found
                    && wanted.entrySet().stream().allMatch(entry -> same(entry.getValue(), found.get(entry.getKey())))
                    && found.entrySet().stream()
                            .allMatch(entry -> entry.getValue() == null || wanted.containsKey(entry.getKey()));
        }
        return expected == null ? actual == null : expected.equals(actual);
    }
}
