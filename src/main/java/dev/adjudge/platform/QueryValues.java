package dev.adjudge.platform;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Flags and whole numbers of a query: what is none is refused by its name. What Java makes of {@code maybe} is false, and nobody would
 * learn of it.
 */
@Provider
final class QueryValues implements ParamConverterProvider {

    private static final int LONGEST_SHOWN = 50;

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        String name = Arrays.stream(annotations)
                .filter(QueryParam.class::isInstance)
                .map(annotation -> ((QueryParam) annotation).value())
                .findFirst()
                .orElse("a value of the query");
        if (type == Boolean.class || type == boolean.class) {
            return (ParamConverter<T>) new Value<>(name, "true or false", "true|false", Boolean::valueOf);
        }
        return type == Integer.class
                ? (ParamConverter<T>) new Value<>(name, "a whole number", "-?\\d{1,9}", Integer::valueOf)
                : null;
    }

    private record Value<T>(String name, String allowed, String form, Function<String, T> read)
            implements ParamConverter<T> {

        @Override
        public @Nullable T fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            if (!text.matches(form)) {
                String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
                String detail = name + " is '" + shown + "'; it must be " + allowed;
                throw Problem.wrong(detail, new Problem.FieldError(name, detail));
            }
            return read.apply(text);
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
