package dev.adjudge.rules.dmn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.runtime.functions.DateAndTimeFunction;
import org.kie.dmn.feel.runtime.functions.DateFunction;
import org.kie.dmn.feel.runtime.functions.DurationFunction;
import org.kie.dmn.feel.runtime.functions.TimeFunction;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** One file of test cases of the compatibility kit, and the models they are about, the main one first. */
record TckSuite(String folder, String file, List<SentModel.Resource> models, List<Case> cases) {

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final BigDecimal NEAR = new BigDecimal("1e-8");

    record Case(String id, @Nullable String service, Map<String, @Nullable Object> inputs, List<Expected> expected) {}

    record Expected(String name, @Nullable Object value, boolean error) {}

    SentModel asked(Case each) {
        return new SentModel(models.get(0).uri(), models, each.inputs(), each.service());
    }

    static List<TckSuite> in(Path folder) throws IOException {
        Map<String, String> models = new TreeMap<>();
        List<Path> tests;
        try (Stream<Path> files = Files.list(folder)) {
            tests = files.sorted().toList();
        }
        for (Path file : tests) {
            if (file.toString().endsWith(".dmn")) {
                models.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return tests.stream()
                .filter(file -> file.getFileName().toString().matches(".*-test-.*\\.xml"))
                .map(file -> read(folder.getFileName().toString(), file, models))
                .toList();
    }

    private static TckSuite read(String folder, Path file, Map<String, String> models) {
        Element root = parsed(file);
        String name = text(root, "modelName");
        String main = name != null && models.containsKey(name.strip()) ? name.strip() : folder + ".dmn";
        List<SentModel.Resource> resources = new ArrayList<>();
        resources.add(new SentModel.Resource(main, models.getOrDefault(main, ""), "/resources/0"));
        models.forEach((uri, xml) -> {
            if (!uri.equals(main)) {
                resources.add(new SentModel.Resource(uri, xml, "/resources"));
            }
        });
        List<Case> cases =
                children(root, "testCase").stream().map(TckSuite::testCase).toList();
        return new TckSuite(folder, file.getFileName().toString().replace(".xml", ""), resources, cases);
    }

    private static Case testCase(Element element) {
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        children(element, "inputNode").forEach(input -> inputs.put(input.getAttribute("name"), value(input, false)));
        List<Expected> expected = children(element, "resultNode").stream()
                .map(result -> new Expected(
                        result.getAttribute("name"),
                        children(result, "expected").stream()
                                .findFirst()
                                .map(each -> value(each, true))
                                .orElse(null),
                        "true".equals(result.getAttribute("errorResult"))))
                .toList();
        boolean service = "decisionService".equals(element.getAttribute("type"));
        return new Case(
                element.getAttribute("id"), service ? element.getAttribute("invocableName") : null, inputs, expected);
    }

    private static @Nullable Object value(Element element, boolean canonical) {
        List<Element> components = children(element, "component");
        if (!components.isEmpty()) {
            Map<String, @Nullable Object> context = new LinkedHashMap<>();
            components.forEach(
                    each -> context.put(each.getAttribute("name"), isNil(each) ? null : value(each, canonical)));
            return context;
        }
        for (Element list : children(element, "list")) {
            List<@Nullable Object> items = new ArrayList<>();
            children(list, "item").forEach(item -> items.add(value(item, canonical)));
            return isNil(list) ? null : items;
        }
        for (Element value : children(element, "value")) {
            String type = value.getAttributeNS(XSI, "type");
            return isNil(value)
                    ? null
                    : simple(type.substring(type.indexOf(':') + 1), value.getTextContent(), canonical);
        }
        return null;
    }

    /** @param canonical dates and durations in the one form in which they are answered */
    private static @Nullable Object simple(String type, String raw, boolean canonical) {
        String text = type.isEmpty() || type.equals("string") ? raw : raw.strip();
        return switch (type) {
            case "decimal", "double", "float", "integer", "int", "long" -> new BigDecimal(text);
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

    private static boolean isNil(Element element) {
        return "true".equals(element.getAttributeNS(XSI, "nil"));
    }

    private static @Nullable String text(Element element, String name) {
        return children(element, name).stream()
                .findFirst()
                .map(Node::getTextContent)
                .orElse(null);
    }

    private static List<Element> children(Element element, String name) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(each -> name.equals(each.getLocalName()))
                .toList();
    }

    private static Element parsed(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }
}
