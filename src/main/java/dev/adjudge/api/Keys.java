package dev.adjudge.api;

import dev.adjudge.platform.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Cursors of lists whose items have no time and id but a key of several texts. */
final class Keys {

    private static final String BETWEEN = "\u001f";

    private Keys() {}

    static String encode(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8));
    }

    static String[] decode(String text, int parts) {
        try {
            String[] key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(BETWEEN, -1);
            if (key.length == parts && !String.join("", key).contains("\0")) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
        throw foreign();
    }

    static Problem foreign() {
        String detail = "after is not a cursor that this list gave; send nextCursor of the page before, unchanged";
        return Problem.wrong(detail, new Problem.FieldError("after", detail));
    }
}
