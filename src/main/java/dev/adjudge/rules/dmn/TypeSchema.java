package dev.adjudge.rules.dmn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.ast.ItemDefNode;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.model.api.ItemDefinition;
import org.kie.dmn.model.api.UnaryTests;

/** A model's types as JSON Schema: item definitions by name, each where it is used as a reference. */
final class TypeSchema {

    private final String references;
    private final Map<String, ItemDefinition> definitions = new TreeMap<>();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, String> keys = new HashMap<>();

    /** @param references where definitions will be, such as {@code #/components/schemas/} */
    TypeSchema(DMNModel model, String references) {
        this.references = references;
        for (ItemDefNode node : model.getItemDefinitions()) {
            definitions.put(node.getName(), ((org.kie.dmn.core.ast.ItemDefNodeImpl) node).getItemDef());
        }
    }

    /** The definitions that were referred to so far. */
    Map<String, Object> schemas() {
        return schemas;
    }

    /** A reference to the type, or what a built-in one is. */
    Map<String, Object> of(@Nullable DMNType type) {
        if (type == null || Types.isAny(type)) {
            return new LinkedHashMap<>(Map.of("x-dmn-type", "FEEL:Any"));
        }
        ItemDefinition definition = definitions.get(type.getName());
        if (definition == null || Types.isFeel(type)) {
            return inline(type, null);
        }
        String name = keys.computeIfAbsent(type.getName(), this::newKey);
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of());
            schemas.put(name, inline(type, definition));
        }
        return new LinkedHashMap<>(Map.of("$ref", references + name));
    }

    /** Names differ in what keys can't hold, and the sets of inputs and outputs have names, too. */
    private String newKey(String name) {
        String key = key(name);
        if (key.matches("(In|Out)putSet(_.*)?")) {
            key = "type_" + key;
        }
        while (keys.containsValue(key)) {
            key += "_";
        }
        return key;
    }

    static String key(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private Map<String, Object> inline(DMNType type, @Nullable ItemDefinition definition) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (definition != null && definition.getDescription() != null) {
            schema.put("description", definition.getDescription());
        }
        Map<String, Object> constrained = schema;
        if (type.isCollection()) {
            schema.put("type", "array");
            DMNType base = type.getBaseType();
            Map<String, Object> items = base == null || base == type ? shape(type, definition) : of(base);
            schema.put("items", items);
            constrained = items;
        } else {
            DMNType base = type.getBaseType();
            schema.putAll(base == null || Types.isRecord(type) ? shape(type, definition) : of(base));
        }
        if (definition != null) {
            constrain(constrained, definition.getAllowedValues());
            constrain(schema, definition.getTypeConstraint());
        }
        schema.put("x-dmn-type", Types.isFeel(type) ? "FEEL:" + type.getName() : type.getName());
        return schema;
    }

    private Map<String, Object> shape(DMNType type, @Nullable ItemDefinition definition) {
        if (!Types.isRecord(type)) {
            return builtIn(type);
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        type.getFields().forEach((name, field) -> {
            ItemDefinition component = component(definition, name);
            properties.put(
                    name,
                    component != null && component.getTypeRef() == null
                            ? inline(field, component)
                            : field(field, component));
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> field(DMNType type, @Nullable ItemDefinition component) {
        return component == null ? of(type) : inline(type, component);
    }

    private static @Nullable ItemDefinition component(@Nullable ItemDefinition definition, String name) {
        return definition == null
                ? null
                : definition.getItemComponent().stream()
                        .filter(each -> name.equals(each.getName()))
                        .findFirst()
                        .orElse(null);
    }

    private static void constrain(Map<String, Object> schema, @Nullable UnaryTests tests) {
        if (tests != null && tests.getText() != null && !tests.getText().isBlank()) {
            AllowedValues.describe(tests.getText(), schema);
        }
    }

    private static Map<String, Object> builtIn(DMNType type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (Types.feel(type) instanceof BuiltInType builtIn) {
            switch (builtIn) {
                case NUMBER -> schema.put("type", "number");
                case BOOLEAN -> schema.put("type", "boolean");
                case STRING -> schema.put("type", "string");
                case DATE -> text(schema, "date");
                case TIME -> text(schema, "time");
                case DATE_TIME -> text(schema, "date-time");
                case DURATION -> text(schema, "duration");
                case CONTEXT -> schema.put("type", "object");
                case LIST -> schema.put("type", "array");
                case RANGE, FUNCTION -> schema.put("type", "string");
                case UNKNOWN, UNARY_TEST -> {}
            }
        }
        return schema;
    }

    private static void text(Map<String, Object> schema, String format) {
        schema.put("type", "string");
        schema.put("format", format);
    }
}
