package dev.adjudge.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
