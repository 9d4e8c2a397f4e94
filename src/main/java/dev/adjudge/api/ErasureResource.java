package dev.adjudge.api;

import dev.adjudge.audit.Erasures;
import dev.adjudge.audit.Erasures.Erasure;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Idempotent;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.vault.Person;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A person outside asks that what they wrote is erased. */
@Path("/api/erasures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Data protection")
final class ErasureResource {

    private static final int LONGEST = 500;
    private static final List<String> PLATFORMS = List.of("facebook", "instagram");

    private final Erasures erasures;
    private final Callers callers;

    ErasureResource(Erasures erasures, Callers callers) {
        this.erasures = erasures;
        this.callers = callers;
    }

    /**
     * Whose texts go.
     *
     * @param userId as the platform knows them
     * @param reason stays in the audit log: a case number, nothing personal
     */
    public record Request(
            @Nullable String platform,
            @Nullable String userId,
            @Nullable String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Idempotent
    @Operation(
            summary = "Erases the texts of a person, for good",
            description =
                    "Their name, what they wrote and what the platform sent about them; the audit log still verifies,"
                            + " and tells of the erasure without telling of whom. Asked again it finds nothing left.")
    public Erasure erase(@Nullable Request request) {
        Request wanted = request == null ? new Request(null, null, null) : request;
        List<FieldError> wrong = new ArrayList<>();
        String platform = text(wanted.platform(), "platform", "the platform, such as facebook", wrong);
        if (wrong.isEmpty() && !PLATFORMS.contains(platform)) {
            wrong.add(new FieldError(
                    "/platform", "is '" + platform + "'; it must be one of " + String.join(", ", PLATFORMS)));
        }
        String userId = text(wanted.userId(), "userId", "the person's id on the platform", wrong);
        String reason = text(wanted.reason(), "reason", "why, such as a case number, without anything personal", wrong);
        if (!wrong.isEmpty()) {
            throw Problem.wrong(
                    "An erasure needs {\"platform\":\"…\",\"userId\":\"…\",\"reason\":\"…\"}; see errors",
                    wrong.toArray(FieldError[]::new));
        }
        return erasures.erase(new Person(platform, userId), reason, callers.current());
    }

    private static String text(@Nullable String value, String field, String what, List<FieldError> wrong) {
        if (value == null || value.isBlank()) {
            wrong.add(new FieldError("/" + field, "is missing; it is " + what));
        } else if (value.length() > LONGEST) {
            wrong.add(new FieldError(
                    "/" + field, "has " + value.length() + " characters; at most " + LONGEST + " are allowed"));
        }
        return value == null ? "" : value.strip();
    }
}
