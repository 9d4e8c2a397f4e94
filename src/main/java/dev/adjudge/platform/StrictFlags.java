package dev.adjudge.platform;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A flag in a query is {@code true} or {@code false}. What Java makes of {@code maybe} is false, and nobody would learn of it. */
@Provider
final class StrictFlags implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return type == Boolean.class || type == boolean.class ? (ParamConverter<T>) new Flag() : null;
    }

    private static final class Flag implements ParamConverter<Boolean> {

        @Override
        public @Nullable Boolean fromString(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            if (!text.equals("true") && !text.equals("false")) {
                throw Problem.wrong("A flag of the query is '" + text + "'; it must be true or false");
            }
            return Boolean.valueOf(text);
        }

        @Override
        public String toString(Boolean flag) {
            return flag.toString();
        }
    }
}
