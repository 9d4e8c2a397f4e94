package dev.adjudge.rules.dmn;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value as it is named in a message: short. */
final class Words {

    private static final int LONGEST = 60;

    private Words() {}

    static String of(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return "A list of " + list.size();
        }
        if (value instanceof Map<?, ?>) {
            return "An object";
        }
        if (value instanceof CharSequence text) {
            return "'" + clip(text.toString()) + "'";
        }
        return clip(String.valueOf(Plain.of(value)));
    }

    private static String clip(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
