package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A refusal in the Graph API's own form. */
final class MetaError extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Of what is not there. */
    private static final int MISSING = 33;

    private final int code;
    private final int subcode;

    private MetaError(int code, int subcode, String message) {
        super(message);
        this.code = code;
        this.subcode = subcode;
    }

    static MetaError invalid(String message) {
        return refused(100, message);
    }

    static MetaError refused(int code, String message) {
        return new MetaError(code, 0, "(#" + code + ") " + message);
    }

    static MetaError unknown(String method, String id) {
        return new MetaError(
                100,
                MISSING,
                "Unsupported " + method + " request. Object with ID '" + id
                        + "' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
    }

    /** Turns it into Meta's answer. */
    static final class Mapper {

        @ServerExceptionMapper
        Response answer(MetaError e) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("message", e.getMessage());
            error.put("type", "GraphMethodException");
            error.put("code", e.code);
            if (e.subcode > 0) {
                error.put("error_subcode", e.subcode);
            }
            error.put("fbtrace_id", "ASandboxTrace");
            return Response.status(400)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of("error", error))
                    .build();
        }
    }
}
