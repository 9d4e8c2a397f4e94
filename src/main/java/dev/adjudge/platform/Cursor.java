package dev.adjudge.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place in a list, newest first, after which a page goes on: the time and the id of the last item shown. */
public record Cursor(Instant at, UUID id) {

    /** Opaque to clients, safe in an address. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + " " + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads {@code ?after=}; null, for the first page, when it is missing or empty. */
    public static @Nullable Cursor after(@Nullable String text) {
        return text == null || text.isEmpty() ? null : decode(text);
    }

    public static Cursor decode(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int space = plain.indexOf(' ');
            return new Cursor(
                    Instant.parse(plain.substring(0, Math.max(space, 0))), UUID.fromString(plain.substring(space + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            String detail = "after is not a cursor that this list gave; send nextCursor of the page before, unchanged";
            throw Problem.wrong(detail, new Problem.FieldError("after", detail));
        }
    }
}
