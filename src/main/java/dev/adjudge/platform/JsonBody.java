package dev.adjudge.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads JSON of any shape, up to a size. */
@Singleton
public final class JsonBody {

    private final ObjectMapper json;

    JsonBody(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The body as maps, lists, texts and exact numbers.
     *
     * @throws Problem when it is too large, or not JSON
     */
    public @Nullable Object read(InputStream body, int mostBytes) {
        byte[] bytes = bytes(body, mostBytes);
        if (bytes.length == 0) {
            throw Problem.unreadable("The body is empty; send JSON");
        }
        try {
            return json.readValue(bytes, Object.class);
        } catch (JacksonException e) {
            throw JsonProblem.of(e);
        } catch (NumberFormatException e) {
            throw Problem.unreadable("The body holds a number whose exponent is too large to be read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The elements of an array, one more than the most at most.
     *
     * @throws Problem when it is too large, or no array
     */
    public <T> List<@Nullable T> list(InputStream body, int mostBytes, Class<T> type, int most) throws IOException {
        List<@Nullable T> elements = new ArrayList<>();
        ObjectReader reader = json.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try (JsonParser parser = json.createParser(bytes(body, mostBytes))) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw Problem.wrong("The body must be an array", new Problem.FieldError("", "must be an array"));
            }
            while (elements.size() <= most && parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element(parser, reader, elements.size()));
            }
            return elements;
        }
    }

    /**
     * The elements of an array, or values one after another (NDJSON), or a single one; one more than the most at most.
     *
     * @param pointers where each stands in the body: empty for a single one that is no array
     */
    public record Some<T>(List<@Nullable T> values, List<String> pointers) {}

    /** @throws Problem when it is too large, or not JSON */
    public <T> Some<T> some(InputStream body, int mostBytes, Class<T> type, int most) throws IOException {
        List<@Nullable T> values = new ArrayList<>();
        ObjectReader reader = json.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        byte[] bytes = bytes(body, mostBytes);
        try (JsonParser parser = json.createParser(bytes)) {
            JsonToken token = parser.nextToken();
            boolean array = token == JsonToken.START_ARRAY;
            if (token == null) {
                throw Problem.unreadable("The body is empty; send JSON");
            }
            if (array) {
                token = parser.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY && values.size() <= most) {
                values.add(element(parser, reader, array ? values.size() : -1));
                token = parser.nextToken();
            }
            if (array && token == JsonToken.END_ARRAY && parser.nextToken() != null) {
                throw Problem.unreadable("The body goes on after the end of the array");
            }
            if (!array && token == JsonToken.END_ARRAY) {
                throw Problem.unreadable("The body holds a ] that ends nothing");
            }
            boolean single = !array && values.size() == 1;
            return new Some<>(
                    values,
                    IntStream.range(0, values.size())
                            .mapToObj(i -> single ? "" : "/" + i)
                            .toList());
        }
    }

    private static <T> @Nullable T element(JsonParser parser, ObjectReader reader, int index) throws IOException {
        try {
            return parser.currentToken() == JsonToken.VALUE_NULL ? null : reader.readValue(parser);
        } catch (JsonMappingException e) {
            if (index >= 0) {
                e.prependPath(List.of(), index);
            }
            throw e;
        }
    }

    /** The body as it is. */
    public static byte[] bytes(InputStream body, int mostBytes) {
        try {
            byte[] bytes = body.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw Problem.tooLarge(
                        "The body has more than " + mostBytes + " bytes, which is the most for one request");
            }
            return bytes;
        } catch (IOException e) {
            throw Problem.unreadable("The body ended too early: " + e.getMessage());
        }
    }
}
