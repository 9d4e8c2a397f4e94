package dev.adjudge.connector.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a request of the Graph API asks for, and those inside them:
 * {@code id,comments.filter(stream).limit(5){id,from{name}}}.
 */
final class GraphFields {

    private static final Pattern ARGUMENT = Pattern.compile("\\.(\\w+)\\(([^)]*)\\)");
    private static final int DEEPEST = 6;

    private final String text;
    private int place;

    private GraphFields(String text) {
        this.text = text;
    }

    /** @param inner empty where all of it is asked for */
    record Field(String name, Map<String, String> arguments, List<Field> inner) {}

    /** Nodes that belong to a node, and are there when they are asked for. */
    @FunctionalInterface
    interface Edge {
        List<Map<String, Object>> nodes(Map<String, String> arguments);
    }

    /** A node that belongs to a node, and is there when it is asked for by name. */
    @FunctionalInterface
    interface Chosen {
        Map<String, Object> node(Map<String, String> arguments);
    }

    static List<Field> parse(String fields) {
        GraphFields reader = new GraphFields(fields);
        List<Field> all = reader.list(0);
        if (reader.place < fields.length()) {
            throw MetaError.invalid("Syntax error in fields at '" + fields.substring(reader.place) + "'");
        }
        return all;
    }

    private List<Field> list(int depth) {
        List<Field> fields = new ArrayList<>();
        do {
            fields.add(field(depth));
        } while (skip(','));
        return fields;
    }

    private Field field(int depth) {
        int from = place;
        while (place < text.length() && (Character.isLetterOrDigit(text.charAt(place)) || text.charAt(place) == '_')) {
            place++;
        }
        String name = text.substring(from, place);
        if (name.isEmpty() || depth > DEEPEST) {
            throw MetaError.invalid("Syntax error in fields at '" + text.substring(from) + "'");
        }
        Map<String, String> arguments = new LinkedHashMap<>();
        Matcher argument = ARGUMENT.matcher(text);
        while (argument.find(place) && argument.start() == place) {
            arguments.put(argument.group(1), argument.group(2));
            place = argument.end();
        }
        List<Field> inner = List.of();
        if (skip('{')) {
            inner = list(depth + 1);
            if (!skip('}')) {
                throw MetaError.invalid("Expected end of fields in '" + text + "'");
            }
        }
        return new Field(name, arguments, inner);
    }

    private boolean skip(char expected) {
        if (place < text.length() && text.charAt(place) == expected) {
            place++;
            return true;
        }
        return false;
    }

    /** The asked fields, and the id as Meta always adds it. A field that has no value is left out. */
    static Map<String, Object> pick(List<Field> fields, Map<String, @Nullable Object> node, String type, String base) {
        Map<String, Object> some = new LinkedHashMap<>();
        for (Field field : fields) {
            if (!node.containsKey(field.name())) {
                throw MetaError.invalid(
                        "Tried accessing nonexisting field (" + field.name() + ") on node type (" + type + ")");
            }
            Object value = node.get(field.name());
            if (value instanceof Edge edge) {
                some.put(field.name(), page(field, edge, base + "/" + node.get("id") + "/" + field.name(), base));
            } else if (value instanceof Chosen chosen) {
                some.put(field.name(), inside(field, chosen.node(field.arguments()), base));
            } else if (value != null) {
                some.put(field.name(), inside(field, value, base));
            }
        }
        Object id = node.get("id");
        if (id != null) {
            some.put("id", id);
        }
        return some;
    }

    private static Map<String, Object> page(Field field, Edge edge, String address, String base) {
        List<Field> inner = field.inner().isEmpty() ? parse("id") : field.inner();
        List<Map<String, Object>> nodes = edge.nodes(field.arguments()).stream()
                .map(one -> pick(inner, one, field.name(), base))
                .toList();
        String limit = field.arguments().getOrDefault("limit", "25");
        return MetaPaging.page(
                nodes,
                limit.matches("\\d{1,4}") ? Integer.parseInt(limit) : 0,
                field.arguments().get("after"),
                after -> address + "?after=" + after);
    }

    @SuppressWarnings("unchecked")
    private static Object inside(Field field, Object value, String base) {
        return value instanceof Map<?, ?> map && !field.inner().isEmpty()
                ? pick(field.inner(), (Map<String, @Nullable Object>) map, field.name(), base)
                : value;
    }
}
