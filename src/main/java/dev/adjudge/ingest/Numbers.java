package dev.adjudge.ingest;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the numbers of a file, in the style of the file, exactly or not at all. */
final class Numbers {

    private static final int LONGEST = 60;
    private static final int MOST_DIGITS = 40;
    private static final int LARGEST_EXPONENT = 30;

    private final NumberStyle style;
    private @Nullable String sign;

    Numbers(NumberStyle style) {
        this.style = style;
    }

    /** The currency sign of the last number read. */
    @Nullable String sign() {
        return sign;
    }

    /**
     * @param whole a count: a separator in it can only be a grouping one
     */
    BigDecimal read(String cell, boolean whole) throws Unreadable {
        sign = null;
        int length = cell.length();
        if (length <= 18 && digits(cell, 0, length)) {
            return BigDecimal.valueOf(Long.parseLong(cell));
        }
        if (style == NumberStyle.MACHINE) {
            return machine(cell);
        }
        if (style == NumberStyle.POINT && length <= 18 && plainDecimal(cell)) {
            return new BigDecimal(cell);
        }
        String number = bare(cell);
        if (number.indexOf('e') >= 0 || number.indexOf('E') >= 0) {
            return machine(number);
        }
        boolean negative = number.startsWith("-");
        String text = negative || number.startsWith("+") ? number.substring(1) : number;
        BigDecimal value = exact(plain(text, whole, cell), cell);
        return negative ? value.negate() : value;
    }

    /** Whether the one separator at this place may group thousands: 1 to 3 digits, not 0, before it and 3 after it. */
    static boolean groupable(String text, int at) {
        int from = at;
        while (from > 0 && Character.isDigit(text.charAt(from - 1))) {
            from--;
        }
        int to = at + 1;
        while (to < text.length() && Character.isDigit(text.charAt(to))) {
            to++;
        }
        int before = at - from;
        return to - at - 1 == 3 && before >= 1 && before <= 3 && text.charAt(from) != '0';
    }

    /** Decides which separator groups and which is the decimal one, and leaves digits with at most one point. */
    private String plain(String text, boolean whole, String cell) throws Unreadable {
        int dot = text.lastIndexOf('.');
        int comma = text.lastIndexOf(',');
        if (dot < 0 && comma < 0) {
            return text;
        }
        int last = Math.max(dot, comma);
        char separator = text.charAt(last);
        char other = separator == '.' ? ',' : '.';
        boolean repeated = text.indexOf(separator) != last;
        boolean both = dot >= 0 && comma >= 0;
        boolean grouping;
        if (both || repeated) {
            grouping = repeated && !both;
        } else if (groupable(text, last)) {
            grouping = grouping(separator, whole, cell);
        } else {
            grouping = false;
        }
        char decimal = grouping ? other : separator;
        if ((style == NumberStyle.POINT && decimal != '.') || (style == NumberStyle.COMMA && decimal != ',')) {
            throw new Unreadable("contradicts the other numbers of the file, which are written "
                    + (style == NumberStyle.POINT ? "like 1,234.56" : "like 1.234,56"));
        }
        String integer = grouping ? text : text.substring(0, last);
        String fraction = grouping ? "" : text.substring(last + 1);
        return ungrouped(integer, grouping ? separator : other) + (fraction.isEmpty() ? "" : "." + fraction);
    }

    private boolean grouping(char separator, boolean whole, String cell) throws Unreadable {
        return switch (style) {
            case POINT, MACHINE -> separator == ',';
            case COMMA -> separator == '.';
            case UNDECIDED, MIXED -> {
                if (!whole) {
                    throw new Unreadable("can be read in two ways, a thousand times apart, and "
                            + (style == NumberStyle.MIXED
                                    ? "the file writes numbers both ways"
                                    : "no other number of the file tells which")
                            + "; send " + cell + " without a thousands separator");
                }
                yield true;
            }
        };
    }

    /** 1,234,567 and 12,34,567: the last group has three digits, those before it two or three. */
    private static String ungrouped(String integer, char separator) throws Unreadable {
        if (integer.indexOf(separator) < 0) {
            return integer;
        }
        String[] groups = integer.split(java.util.regex.Pattern.quote(String.valueOf(separator)), -1);
        for (int i = 0; i < groups.length; i++) {
            int length = groups[i].length();
            boolean lastGroup = i == groups.length - 1;
            if (length > 3 || length < (lastGroup ? 3 : i == 0 ? 1 : 2)) {
                throw new Unreadable("is not a number: thousands are not separated like that");
            }
        }
        return String.join("", groups);
    }

    private BigDecimal machine(String text) throws Unreadable {
        if (text.length() > LONGEST) {
            throw new Unreadable("has " + text.length() + " characters, more than any real number needs");
        }
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0) {
            String power = text.substring(exponent + 1).replaceFirst("^[+-]", "");
            boolean absurd = power.length() > 3 || !digits(power, 0, power.length());
            if (absurd || Integer.parseInt(power) > LARGEST_EXPONENT) {
                throw new Unreadable("is not a number that a campaign can have");
            }
        }
        return exact(text, text);
    }

    private static BigDecimal exact(String text, String cell) throws Unreadable {
        if (text.length() > LONGEST) {
            throw new Unreadable("has " + text.length() + " characters, more than any real number needs");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.precision() <= MOST_DIGITS) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notANumber(cell);
        }
        throw new Unreadable("has more than " + MOST_DIGITS + " digits");
    }

    private static Unreadable notANumber(String cell) {
        String lower = cell.toLowerCase(java.util.Locale.ROOT);
        if (lower.contains("nan") || lower.contains("inf")) {
            return new Unreadable("is not a finite number");
        }
        if (cell.startsWith("#")) {
            return new Unreadable("is a spreadsheet's error, not a number");
        }
        return new Unreadable(
                cell.endsWith("%") ? "is a percentage; an amount or a count is expected" : "is not a number");
    }

    /** Without a currency sign or code, grouping spaces and apostrophes, and with brackets as a minus. */
    private String bare(String cell) throws Unreadable {
        if (cell.length() > LONGEST) {
            throw new Unreadable("has " + cell.length() + " characters, more than any real number needs");
        }
        int from = 0;
        int to = cell.length();
        while (from < to && !numeric(cell.charAt(from))) {
            from++;
        }
        while (to > from && !Character.isDigit(cell.charAt(to - 1)) && cell.charAt(to - 1) != '.') {
            to--;
        }
        if (from == to) {
            throw notANumber(cell);
        }
        String before = cell.substring(0, from).strip();
        String after = cell.substring(to).strip();
        boolean brackets = before.startsWith("(") && after.endsWith(")");
        if (brackets) {
            before = before.substring(1).strip();
            after = after.substring(0, after.length() - 1).strip();
        }
        boolean minus = brackets || before.startsWith("-") || before.startsWith("−");
        if (minus && !brackets) {
            before = before.substring(1).strip();
        }
        takeSign(before, after, cell);
        return (minus ? "-" : "") + ungroupedSpaces(cell.substring(from, to));
    }

    private void takeSign(String before, String after, String cell) throws Unreadable {
        String found = before.isEmpty() ? after : before;
        if (found.isEmpty()) {
            return;
        }
        boolean known =
                Currencies.known(found) || !Spellings.KNOWN.currenciesOf(found).isEmpty();
        if (!known || (!before.isEmpty() && !after.isEmpty())) {
            throw notANumber(cell);
        }
        sign = found;
    }

    private static String ungroupedSpaces(String number) throws Unreadable {
        StringBuilder digits = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean separator = c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009' || c == '\'' || c == '’';
            if (!separator) {
                digits.append(c);
            } else if (i + 3 >= number.length() || !digits(number, i + 1, i + 4)) {
                throw new Unreadable("is not a number: thousands are not separated like that");
            }
        }
        return digits.toString();
    }

    private static boolean numeric(char c) {
        return Character.isDigit(c) || c == '.' || c == '+';
    }

    private static boolean plainDecimal(String cell) {
        int point = cell.indexOf('.');
        return point > 0 && digits(cell, 0, point) && digits(cell, point + 1, cell.length());
    }

    private static boolean digits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return to > from;
    }
}
