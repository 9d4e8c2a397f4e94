package dev.adjudge.rules.dmn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.feel.marshaller.FEELStringMarshaller;
import org.kie.dmn.feel.runtime.FEELFunction;
import org.kie.dmn.feel.runtime.Range;
import org.kie.dmn.feel.runtime.UnaryTest;

/**
 * FEEL values as JSON can hold them: contexts as objects, lists as arrays, numbers digit for digit, dates, times and
 * durations in their ISO form, ranges as FEEL writes them ({@code [1..10)}), functions as {@code function(a, b)}.
 */
final class Plain {

    private static final int LARGEST_SCALE = 12_288;

    private Plain() {}

    static @Nullable Object of(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof BigDecimal number) {
            return Math.abs((long) number.scale()) > LARGEST_SCALE ? number.toString() : number;
        }
        if (value instanceof Number) {
            return value;
        }
        if (value instanceof Map<?, ?> context) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            context.forEach((name, entry) -> entries.put(String.valueOf(name), of(entry)));
            return entries;
        }
        if (value instanceof Collection<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(of(element));
            }
            return elements;
        }
        if (value instanceof Range range) {
            return (range.getLowBoundary() == Range.RangeBoundary.CLOSED ? "[" : "(")
                    + endpoint(range.getLowEndPoint()) + ".." + endpoint(range.getHighEndPoint())
                    + (range.getHighBoundary() == Range.RangeBoundary.CLOSED ? "]" : ")");
        }
        if (value instanceof FEELFunction function) {
            return "function(" + parameters(function) + ")";
        }
        if (value instanceof UnaryTest) {
            return "unary test";
        }
        return FEELStringMarshaller.INSTANCE.marshall(value);
    }

    private static String parameters(FEELFunction function) {
        return function.getParameters().stream()
                .limit(1)
                .flatMap(List::stream)
                .map(FEELFunction.Param::getName)
                .collect(Collectors.joining(", "));
    }

    private static String endpoint(@Nullable Object value) {
        Object plain = of(value);
        if (value instanceof String text) {
            return "\"" + text + "\"";
        }
        return plain instanceof String && value != null
                ? "@\"" + plain + "\""
                : String.valueOf(plain == null ? "null" : plain);
    }
}
