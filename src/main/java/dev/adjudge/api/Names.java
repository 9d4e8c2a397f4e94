package dev.adjudge.api;

import dev.adjudge.platform.Problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of platforms and accounts, as clients narrow a question down to them. */
final class Names {

    private static final int MOST_NAMES = 100;

    private Names() {}

    static void check(List<FieldError> errors, String pointer, @Nullable List<String> names) {
        if (names == null) {
            return;
        }
        if (names.isEmpty() || names.size() > MOST_NAMES) {
            errors.add(new FieldError(
                    pointer, names.size() + " names; send 1 to " + MOST_NAMES + ", or leave the field out for all"));
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) == null || names.get(i).isBlank() || names.get(i).indexOf('\0') >= 0) {
                errors.add(new FieldError(pointer + "/" + i, "A name can't be empty or hold a NUL character"));
            }
        }
    }
}
