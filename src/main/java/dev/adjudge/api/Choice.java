package dev.adjudge.api;

import dev.adjudge.platform.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query parameter with a few allowed values. */
final class Choice {

    private Choice() {}

    static void check(String name, @Nullable String value, String... allowed) {
        if (value != null && !List.of(allowed).contains(value)) {
            String detail = name + " is '" + value + "'; it must be one of " + String.join(", ", allowed);
            throw Problem.wrong(detail, new Problem.FieldError(name, detail));
        }
    }
}
