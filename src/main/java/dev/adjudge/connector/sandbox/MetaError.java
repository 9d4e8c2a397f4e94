package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A refusal in the Graph API's own form. */
final class MetaError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private MetaError(String message) {
        super(message);
    }

    static MetaError invalid(String message) {
        return new MetaError("(#100) " + message);
    }

    static MetaError unknown(String method, String id) {
        return new MetaError("Unsupported " + method + " request. Object with ID '" + id
                + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    /** Turns it into Meta's answer. */
    static final class Mapper {

        @ServerExceptionMapper
        Response answer(MetaError e) {
            return Response.status(400)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of(
                            "error",
                            Map.of(
                                    "message",
                                    String.valueOf(e.getMessage()),
                                    "type",
                                    "GraphMethodException",
                                    "code",
                                    100,
                                    "fbtrace_id",
                                    "ASandboxTrace")))
                    .build();
        }
    }
}
