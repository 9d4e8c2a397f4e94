package dev.adjudge.rules;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that meet a condition, for those conditions that nearly all are. */
sealed interface Region {

    /** Empty for a condition of another kind, of which nothing can be said. */
    static Optional<Region> of(String condition) {
        Matcher range = Interval.RANGE.matcher(condition);
        if (range.matches()) {
            return Optional.of(new Interval(
                    new BigDecimal(range.group(2)),
                    range.group(1).equals("["),
                    new BigDecimal(range.group(3)),
                    range.group(4).equals("]")));
        }
        return PlainTest.of(condition).map(Region::of);
    }

    private static Region of(PlainTest test) {
        return test instanceof PlainTest.Comparison comparison
                ? Interval.of(comparison.sign(), comparison.limit())
                : new Words(Collections.unmodifiableSet(new TreeSet<>(((PlainTest.OneOf) test).words())));
    }

    boolean isEmpty();

    /** Whether a value can meet both. */
    boolean meets(Region other);

    /** Whether each value that meets the other meets this. */
    boolean covers(Region other);

    /** Texts. */
    record Words(Set<String> words) implements Region {
        @Override
        public boolean isEmpty() {
            return words.isEmpty();
        }

        @Override
        public boolean meets(Region other) {
            return other instanceof Words that && !Collections.disjoint(words, that.words);
        }

        @Override
        public boolean covers(Region other) {
            return other instanceof Words that && words.containsAll(that.words);
        }
    }

    /**
     * Numbers.
     *
     * @param low null for no bound
     * @param high null for no bound
     */
    record Interval(
            @Nullable BigDecimal low,
            boolean lowIncluded,
            @Nullable BigDecimal high,
            boolean highIncluded) implements Region {

        private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
        static final Pattern RANGE =
                Pattern.compile("([\\[(\\]])\\s*" + NUMBER + "\\s*\\.\\.\\s*" + NUMBER + "\\s*([\\])\\[])");

        static Interval of(String sign, BigDecimal limit) {
            return switch (sign) {
                case "<" -> new Interval(null, false, limit, false);
                case "<=" -> new Interval(null, false, limit, true);
                case ">" -> new Interval(limit, false, null, false);
                case ">=" -> new Interval(limit, true, null, false);
                default -> new Interval(limit, true, limit, true);
            };
        }

        @Override
        public boolean isEmpty() {
            if (low == null || high == null) {
                return false;
            }
            int order = low.compareTo(high);
            return order > 0 || order == 0 && !(lowIncluded && highIncluded);
        }

        @Override
        public boolean meets(Region other) {
            return other instanceof Interval that && !and(that).isEmpty();
        }

        @Override
        public boolean covers(Region other) {
            return other instanceof Interval that && and(that).equalTo(that);
        }

        private Interval and(Interval that) {
            boolean lowHere = isTighter(low, lowIncluded, that.low, that.lowIncluded, 1);
            boolean highHere = isTighter(high, highIncluded, that.high, that.highIncluded, -1);
            return new Interval(
                    lowHere ? low : that.low,
                    lowHere ? lowIncluded : that.lowIncluded,
                    highHere ? high : that.high,
                    highHere ? highIncluded : that.highIncluded);
        }

        private static boolean isTighter(
                @Nullable BigDecimal bound,
                boolean included,
                @Nullable BigDecimal other,
                boolean otherIncluded,
                int direction) {
            if (bound == null) {
                return false;
            }
            int order = other == null ? direction : bound.compareTo(other);
            return order == 0 ? !included && otherIncluded : Integer.signum(order) == direction;
        }

        private boolean equalTo(Interval that) {
            return same(low, lowIncluded, that.low, that.lowIncluded)
                    && same(high, highIncluded, that.high, that.highIncluded);
        }

        private static boolean same(
                @Nullable BigDecimal one, boolean included, @Nullable BigDecimal other, boolean otherIncluded) {
            return one == null || other == null
                    ? one == null && other == null
                    : one.compareTo(other) == 0 && included == otherIncluded;
        }
    }

    /** Whether each value that meets the second condition meets the first; no when that can't be said. */
    static boolean covers(Cell first, Cell second) {
        if (first.asksNothing() || first.text().equals(second.text())) {
            return true;
        }
        return !second.asksNothing()
                && of(first.text())
                        .flatMap(region -> of(second.text()).map(region::covers))
                        .orElse(false);
    }

    /** Whether no value meets all of these. */
    static boolean contradict(List<Cell> cells) {
        List<Region> regions =
                cells.stream().flatMap(cell -> of(cell.text()).stream()).toList();
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).isEmpty()) {
                return true;
            }
            for (int k = i + 1; k < regions.size(); k++) {
                if (!regions.get(i).meets(regions.get(k))) {
                    return true;
                }
            }
        }
        return false;
    }
}
