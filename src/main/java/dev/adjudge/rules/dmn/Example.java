package dev.adjudge.rules.dmn;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that a schema allows. */
final class Example {

    private static final int DEEPEST = 8;

    private final Map<String, Object> schemas;

    Example(Map<String, Object> schemas) {
        this.schemas = schemas;
    }

    @Nullable Object of(Map<?, ?> schema) {
        return of(schema, 0);
    }

    private @Nullable Object of(Map<?, ?> schema, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        if (schema.get("enum") instanceof List<?> values) {
            return values.get(0);
        }
        if (schema.get("$ref") instanceof String reference) {
            return schemas.get(reference.substring(reference.lastIndexOf('/') + 1)) instanceof Map<?, ?> known
                    ? of(known, depth + 1)
                    : null;
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            properties.forEach(
                    (name, property) -> values.put(String.valueOf(name), of((Map<?, ?>) property, depth + 1)));
            return values;
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            Object item = of(items, depth + 1);
            return item == null ? List.of() : List.of(item);
        }
        return leaf(schema);
    }

    private static @Nullable Object leaf(Map<?, ?> schema) {
        return switch (String.valueOf(schema.get("type"))) {
            case "number" -> number(schema);
            case "boolean" -> true;
            case "array" -> List.of();
            case "object" -> Map.of();
            case "string" -> text(String.valueOf(schema.get("format")), String.valueOf(schema.get("x-dmn-type")));
            default -> null;
        };
    }

    private static String text(String format, String type) {
        return switch (format) {
            case "date" -> "2026-11-21";
            case "time" -> "08:30:00";
            case "date-time" -> "2026-11-21T08:30:00+01:00";
            case "duration" -> type.contains("year") ? "P1Y6M" : "P2DT8H";
            default -> "text";
        };
    }

    private static Object number(Map<?, ?> schema) {
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.get(bound) != null) {
                return schema.get(bound);
            }
        }
        if (schema.get("exclusiveMinimum") instanceof BigDecimal low) {
            return schema.get("exclusiveMaximum") instanceof BigDecimal high
                    ? low.add(high).divide(BigDecimal.valueOf(2))
                    : low.add(BigDecimal.ONE);
        }
        return schema.get("exclusiveMaximum") instanceof BigDecimal high ? high.subtract(BigDecimal.ONE) : 1;
    }
}
