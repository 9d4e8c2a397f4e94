package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A refusal in the Google Ads API's own form: a google.rpc.Status with a GoogleAdsFailure. */
final class GoogleAdsError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int code;
    private final String status;
    private final String category;
    private final String name;

    private GoogleAdsError(int code, String status, String category, String name, String message) {
        super(message);
        this.code = code;
        this.status = status;
        this.category = category;
        this.name = name;
    }

    static GoogleAdsError invalid(String category, String name, String message) {
        return new GoogleAdsError(400, "INVALID_ARGUMENT", category, name, message);
    }

    static GoogleAdsError denied(String message) {
        return new GoogleAdsError(403, "PERMISSION_DENIED", "authorizationError", "USER_PERMISSION_DENIED", message);
    }

    /** Turns it into Google's answer. */
    static final class Mapper {

        @ServerExceptionMapper
        Response answer(GoogleAdsError e) {
            Map<String, Object> failure = Map.of(
                    "@type",
                    "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
                    "errors",
                    List.of(Map.of("errorCode", Map.of(e.category, e.name), "message", String.valueOf(e.getMessage()))),
                    "requestId",
                    "sandbox");
            return Response.status(e.code)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(Map.of(
                            "error",
                            Map.of(
                                    "code",
                                    e.code,
                                    "message",
                                    "Request contains an invalid argument.",
                                    "status",
                                    e.status,
                                    "details",
                                    List.of(failure))))
                    .build();
        }
    }
}
