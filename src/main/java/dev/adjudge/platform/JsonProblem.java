package dev.adjudge.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.adjudge.platform.Problem.FieldError;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a client's words what is wrong with a JSON body. */
public final class JsonProblem {

    /** Where the parser read from, which is inside us. */
    private static final Pattern SOURCE = Pattern.compile("\\s*\\(?start marker at \\[Source:.*|\\s*\\[Source:.*");

    private JsonProblem() {}

    /** A body that is not JSON is unreadable; one that is, but of another shape than asked for, is wrong. */
    public static Problem of(JacksonException e) {
        if (!(e instanceof JsonMappingException mapping) || brokenOff(e)) {
            return Problem.unreadable("The body is not JSON: " + firstLine(e) + place(e));
        }
        return Problem.wrong(
                "A field of the body is wrong", new FieldError(pointer(mapping.getPath()), detail(mapping)));
    }

    private static String detail(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "There is no field '" + unknown.getPropertyName() + "' here; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidFormatException format) {
            return "'" + format.getValue() + "' is not " + words(format.getTargetType());
        }
        if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "The value must be " + words(mismatch.getTargetType());
        }
        return firstLine(e);
    }

    private static String words(Class<?> type) {
        if (LocalDate.class.isAssignableFrom(type)) {
            return "a date of the calendar such as 2026-11-21";
        }
        if (Instant.class.isAssignableFrom(type)) {
            return "a time with its offset such as 2026-11-21T08:00:00Z";
        }
        if (BigDecimal.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (type.isEnum()) {
            return "one of "
                    + List.of(type.getEnumConstants()).stream()
                            .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return CharSequence.class.isAssignableFrom(type) ? "a string" : "an object";
    }

    private static boolean brokenOff(JacksonException e) {
        return e.getCause() instanceof JacksonException cause && !(cause instanceof JsonMappingException);
    }

    private static String place(JacksonException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : path) {
            @Nullable String name = step.getFieldName();
            pointer.append('/')
                    .append(
                            name == null
                                    ? String.valueOf(step.getIndex())
                                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String firstLine(JacksonException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("");
        return SOURCE.matcher(first).replaceAll("");
    }
}
