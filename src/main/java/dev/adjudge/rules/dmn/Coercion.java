package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.rules.engine.Allowance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.api.core.DMNUnaryTest;

/** Makes FEEL values of JSON by a model's types, and notes each place that breaks its type. */
final class Coercion {

    private final boolean strict;
    private final Allowance allowance;
    private final List<FieldError> errors = new ArrayList<>();

    private Coercion(boolean strict, Allowance allowance) {
        this.strict = strict;
        this.allowance = allowance;
    }

    /** Takes what a type says and nothing else. */
    static Coercion strict(Allowance allowance) {
        return new Coercion(true, allowance);
    }

    /** As KIE does: one value stands for a list of one and the reverse; what is null is left to the model. */
    static Coercion lenient(Allowance allowance) {
        return new Coercion(false, allowance);
    }

    List<FieldError> errors() {
        return errors;
    }

    @Nullable Object value(@Nullable Object json, @Nullable DMNType type, Pointer at) {
        if (json instanceof String text && text.length() > allowance.text()) {
            return wrong(at, "A text of " + text.length() + " characters; at most " + allowance.text() + " are taken");
        }
        if (json instanceof Collection<?> list && list.size() > allowance.elements()) {
            return wrong(at, "A list of " + list.size() + "; at most " + allowance.elements() + " are taken");
        }
        if (type == null || Types.isAny(type)) {
            return any(json, at);
        }
        int before = errors.size();
        Object value = json == null ? null : typed(json, type, at);
        if (errors.size() == before && Types.isConstrained(type) && (strict || value != null)) {
            check(value, type, at);
        }
        return value;
    }

    private @Nullable Object typed(Object json, DMNType type, Pointer at) {
        if (type.isCollection()) {
            return list(json, type, at);
        }
        if (!strict && json instanceof Collection<?> one && one.size() == 1) {
            return value(one.iterator().next(), type, at.index(0));
        }
        DMNType base = type.getBaseType();
        if (base != null && base != type) {
            return value(json, base, at);
        }
        if (Types.isRecord(type)) {
            return context(json, type.getFields(), at);
        }
        if (Types.isFreeContext(type) && json instanceof Map) {
            return any(json, at);
        }
        return leaf(json, type, at);
    }

    private @Nullable Object list(Object json, DMNType type, Pointer at) {
        if (!(json instanceof Collection<?> elements)) {
            if (strict) {
                return wrong(at, Words.of(json) + " is not a list");
            }
            return new ArrayList<>(Collections.singletonList(element(json, type, at)));
        }
        List<@Nullable Object> values = new ArrayList<>(elements.size());
        int i = 0;
        for (Object element : elements) {
            values.add(element(element, type, at.index(i++)));
        }
        return values;
    }

    private @Nullable Object element(@Nullable Object json, DMNType list, Pointer at) {
        DMNType base = list.getBaseType();
        if (base != null && base != list) {
            return value(json, base, at);
        }
        if (json == null) {
            return null;
        }
        return Types.isRecord(list) ? context(json, list.getFields(), at) : leaf(json, list, at);
    }

    private @Nullable Object context(Object json, Map<String, DMNType> fields, Pointer at) {
        if (!(json instanceof Map<?, ?> entries)) {
            return wrong(at, Words.of(json) + " is not an object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            String name = String.valueOf(entry.getKey());
            values.put(name, value(entry.getValue(), fields.get(name), at.field(name)));
        }
        fields.forEach((name, type) -> {
            if (!values.containsKey(name)) {
                values.put(name, value(null, type, at.field(name)));
            }
        });
        return values;
    }

    private @Nullable Object leaf(Object json, DMNType type, Pointer at) {
        try {
            return Leaf.of(json, type);
        } catch (Leaf.Mismatch e) {
            return wrong(at, e.getMessage());
        }
    }

    private @Nullable Object any(@Nullable Object json, Pointer at) {
        if (json instanceof Collection<?> elements) {
            List<@Nullable Object> values = new ArrayList<>(elements.size());
            int i = 0;
            for (Object element : elements) {
                values.add(value(element, null, at.index(i++)));
            }
            return values;
        }
        if (json instanceof Map<?, ?> entries) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            entries.forEach((name, entry) ->
                    values.put(String.valueOf(name), value(entry, null, at.field(String.valueOf(name)))));
            return values;
        }
        try {
            return json == null ? null : Leaf.ofAny(json);
        } catch (Leaf.Mismatch e) {
            return wrong(at, e.getMessage());
        }
    }

    private void check(@Nullable Object value, DMNType type, Pointer at) {
        if (!type.isAssignableValue(value)) {
            String allowed =
                    Types.constraints(type).stream().map(DMNUnaryTest::toString).collect(Collectors.joining(", "));
            String what = value == null ? "Nothing, or null," : Words.of(value);
            wrong(at, what + " is not allowed here; allowed is " + allowed);
        }
    }

    @Nullable Object wrong(Pointer at, @Nullable String detail) {
        errors.add(new FieldError(at.toString(), detail == null ? "is wrong" : detail));
        return null;
    }
}
