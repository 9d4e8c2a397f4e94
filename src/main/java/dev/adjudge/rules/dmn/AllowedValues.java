package dev.adjudge.rules.dmn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A type's allowed values, written in FEEL, as far as JSON Schema can say them; the rest stays readable text. */
final class AllowedValues {

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern PARTS = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[^,\"]+");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern RANGE =
            Pattern.compile("([\\[(\\]])\\s*" + NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "\\s*([])\\[])");
    private static final Pattern BOUND = Pattern.compile("(<=|>=|<|>)\\s*" + NUMBER);

    private AllowedValues() {}

    static void describe(String tests, Map<String, Object> schema) {
        schema.put("x-dmn-allowed-values", tests);
        List<Object> values = new ArrayList<>();
        List<String> others = new ArrayList<>();
        Matcher parts = PARTS.matcher(tests);
        while (parts.find()) {
            String part = parts.group().strip();
            Matcher text = TEXT.matcher(part);
            if (text.matches()) {
                values.add(text.group(1).replace("\\\"", "\""));
            } else if (part.matches(NUMBER)) {
                values.add(new BigDecimal(part));
            } else if (!part.isEmpty()) {
                others.add(part);
            }
        }
        if (others.isEmpty() && !values.isEmpty()) {
            schema.put("enum", values);
        } else if (others.size() == 1 && values.isEmpty()) {
            bounds(others.get(0), schema);
        }
    }

    private static void bounds(String test, Map<String, Object> schema) {
        Matcher range = RANGE.matcher(test);
        if (range.matches()) {
            schema.put(range.group(1).equals("[") ? "minimum" : "exclusiveMinimum", new BigDecimal(range.group(2)));
            schema.put(range.group(4).equals("]") ? "maximum" : "exclusiveMaximum", new BigDecimal(range.group(3)));
        }
        Matcher bound = BOUND.matcher(test);
        if (bound.matches()) {
            String keyword =
                    switch (bound.group(1)) {
                        case "<=" -> "maximum";
                        case ">=" -> "minimum";
                        case "<" -> "exclusiveMaximum";
                        default -> "exclusiveMinimum";
                    };
            schema.put(keyword, new BigDecimal(bound.group(2)));
        }
    }
}
