package dev.adjudge.rules;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the two kinds that nearly all are: a figure compared with a number, a text that is one of some. Judged
 * here as FEEL judges it, at a fraction of its cost.
 */
sealed interface PlainTest {

    /** @return whether it is met; null when the value is of another type, and FEEL must judge */
    @Nullable Boolean met(@Nullable Object value);

    static Optional<PlainTest> of(String condition) {
        Matcher comparison = Comparison.FORM.matcher(condition);
        if (comparison.matches()) {
            String sign = comparison.group(1) == null ? "=" : comparison.group(1);
            return Optional.of(new Comparison(sign, new BigDecimal(comparison.group(2))));
        }
        if (OneOf.FORM.matcher(condition).matches()) {
            Set<String> words = new HashSet<>();
            Matcher word = OneOf.WORD.matcher(condition);
            while (word.find()) {
                words.add(word.group(1));
            }
            return Optional.of(new OneOf(words));
        }
        return Optional.empty();
    }

    /** Against a number. */
    record Comparison(String sign, BigDecimal limit) implements PlainTest {
        private static final Pattern FORM = Pattern.compile("(<=|>=|<|>|=)?\\s*(-?\\d+(?:\\.\\d+)?)");

        @Override
        public @Nullable Boolean met(@Nullable Object value) {
            if (value == null) {
                return false;
            }
            if (!(value instanceof BigDecimal figure)) {
                return null;
            }
            int order = figure.compareTo(limit);
            return switch (sign) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> order == 0;
            };
        }
    }

    /** Among texts. */
    record OneOf(Set<String> words) implements PlainTest {
        private static final Pattern WORD = Pattern.compile("\"([^\"\\\\]*)\"");
        private static final Pattern FORM = Pattern.compile(WORD + "(\\s*,\\s*" + WORD + ")*");

        @Override
        public @Nullable Boolean met(@Nullable Object value) {
            if (value == null) {
                return false;
            }
            return value instanceof String text ? words.contains(text) : null;
        }
    }
}
