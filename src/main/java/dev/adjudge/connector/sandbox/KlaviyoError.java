package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** A refusal in Klaviyo's own form: JSON:API errors. */
final class KlaviyoError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String parameter;

    KlaviyoError(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    static void needRevision(@Nullable String revision) {
        if (revision == null || !revision.matches("\\d{4}-\\d{2}-\\d{2}(\\.\\w+)?")) {
            throw new KlaviyoError("revision", "The revision header is required, in the format YYYY-MM-DD[.suffix].");
        }
    }

    /** Turns it into Klaviyo's answer. */
    static final class Mapper {

        @ServerExceptionMapper
        Response answer(KlaviyoError e) {
            return Response.status(400)
                    .type(KlaviyoSandbox.JSON_API)
                    .entity(Map.of(
                            "errors",
                            List.of(Map.of(
                                    "id",
                                    "sandbox",
                                    "status",
                                    400,
                                    "code",
                                    "invalid",
                                    "title",
                                    "Invalid input.",
                                    "detail",
                                    String.valueOf(e.getMessage()),
                                    "source",
                                    Map.of("parameter", e.parameter)))))
                    .build();
        }
    }
}
