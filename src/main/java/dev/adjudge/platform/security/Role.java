package dev.adjudge.platform.security;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.adjudge.platform.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do. {@link Policy} says which role may make which call. */
public enum Role {
    /** Drafts and simulates rules. */
    ANALYST,
    /** Publishes releases and rolls them back. */
    PUBLISHER,
    /** Runs jobs, brings data in, approves actions. */
    OPERATOR,
    /** Reads everything, the audit log too. */
    AUDITOR,
    /** Users, keys and settings; has every other role as well. */
    ADMIN;

    /** As the API, tokens and the database write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a role of this service is written so. */
    public static boolean exists(String word) {
        return Arrays.stream(values()).anyMatch(role -> role.word().equals(word));
    }

    /** @throws Problem when there is no such role */
    @JsonCreator
    public static Role of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    String detail = "'" + word + "' is not a role; the roles are "
                            + Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
                    return Problem.wrong(detail, new Problem.FieldError("/roles", detail));
                });
    }
}
