package dev.adjudge.rules.dmn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.chrono.ChronoPeriod;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kie.dmn.api.core.DMNType;
import org.kie.dmn.feel.lang.types.BuiltInType;
import org.kie.dmn.feel.runtime.functions.DateAndTimeFunction;
import org.kie.dmn.feel.runtime.functions.DateFunction;
import org.kie.dmn.feel.runtime.functions.DurationFunction;
import org.kie.dmn.feel.runtime.functions.FEELFnResult;
import org.kie.dmn.feel.runtime.functions.TimeFunction;

/** One JSON value as the FEEL value that a built-in type makes of it. */
final class Leaf {

    private static final int MOST_DIGITS = 34;
    private static final int LARGEST_EXPONENT = 6_144;
    private static final int LONGEST_TEMPORAL = 100;
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern DATE_AND_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)?");

    private Leaf() {}

    /** The value is not of the type. */
    static final class Mismatch extends Exception {

        private static final long serialVersionUID = 1;

        private Mismatch(String message) {
            super(message, null, false, false);
        }
    }

    static Object of(Object json, DMNType type) throws Mismatch {
        if (!(Types.feel(type) instanceof BuiltInType builtIn)) {
            throw new Mismatch("A value of the type " + type.getName() + " can't be sent as JSON");
        }
        return switch (builtIn) {
            case NUMBER -> number(json);
            case STRING -> require(json instanceof String, json, "is not a text");
            case BOOLEAN -> require(json instanceof Boolean, json, "is neither true nor false");
            case DATE -> temporal(json, "a date such as 2026-11-21", DateFunction.INSTANCE::invoke);
            case TIME -> temporal(json, "a time such as 08:30:00 or 08:30:00+01:00", TimeFunction.INSTANCE::invoke);
            case DATE_TIME ->
                temporal(
                        json,
                        "a date and time such as 2026-11-21T08:30:00+01:00",
                        DateAndTimeFunction.INSTANCE::invoke);
            case DURATION -> duration(json, type.getName());
            case CONTEXT -> require(json instanceof Map, json, "is not an object");
            case LIST -> require(json instanceof Collection, json, "is not a list");
            case UNKNOWN -> ofAny(json);
            case RANGE, FUNCTION, UNARY_TEST ->
                throw new Mismatch("A value of the type " + type.getName() + " can't be sent as JSON");
        };
    }

    /** Where no type is declared, texts that can be nothing but a date, or a date and time, are these. */
    static Object ofAny(Object json) throws Mismatch {
        if (json instanceof Number) {
            return number(json);
        }
        if (json instanceof String text && text.length() <= LONGEST_TEMPORAL) {
            @Nullable Object value = DATE.matcher(text).matches()
                    ? read(text, DateFunction.INSTANCE::invoke)
                    : DATE_AND_TIME.matcher(text).matches() ? read(text, DateAndTimeFunction.INSTANCE::invoke) : null;
            return value == null ? text : value;
        }
        return json;
    }

    private static BigDecimal number(Object json) throws Mismatch {
        if (!(json instanceof Number number)) {
            throw new Mismatch(Words.of(json) + " is not a number");
        }
        BigDecimal exact = number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger integer
                        ? new BigDecimal(integer)
                        : BigDecimal.valueOf(number.longValue());
        if (exact.precision() > MOST_DIGITS && exact.stripTrailingZeros().precision() > MOST_DIGITS) {
            throw new Mismatch("The number has more than " + MOST_DIGITS + " digits, which FEEL does not keep");
        }
        long exponent = (long) exact.precision() - exact.scale() - 1;
        if (exact.signum() != 0 && Math.abs(exponent) > LARGEST_EXPONENT
                || Math.abs((long) exact.scale()) > 2L * LARGEST_EXPONENT) {
            throw new Mismatch(
                    "The number is beyond what FEEL knows: at most 34 digits, exponents up to " + LARGEST_EXPONENT);
        }
        return exact;
    }

    private static Object duration(Object json, String type) throws Mismatch {
        boolean months = type.startsWith("year");
        boolean days = type.startsWith("day");
        String wanted = months
                ? "a duration of years and months such as P1Y6M"
                : days ? "a duration of days and time such as P2DT8H" : "a duration such as P1Y6M or P2DT8H";
        Object value = temporal(json, wanted, DurationFunction.INSTANCE::invoke);
        if (months && !(value instanceof ChronoPeriod) || days && !(value instanceof Duration)) {
            throw new Mismatch(Words.of(json) + " is not " + wanted);
        }
        return value;
    }

    /** One of the engine's conversion functions. */
    private interface Conversion {
        FEELFnResult<?> apply(String text);
    }

    private static Object temporal(Object json, String wanted, Conversion conversion) throws Mismatch {
        Object value = json instanceof String text && text.length() <= LONGEST_TEMPORAL ? read(text, conversion) : null;
        if (value == null) {
            throw new Mismatch(Words.of(json) + " is not " + wanted);
        }
        return value;
    }

    private static @Nullable Object read(String text, Conversion conversion) {
        return conversion.apply(text).cata(wrong -> null, value -> value);
    }

    private static Object require(boolean right, Object json, String wrong) throws Mismatch {
        if (!right) {
            throw new Mismatch(Words.of(json) + " " + wrong);
        }
        return json;
    }
}
