package dev.adjudge.connector.sandbox;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A refusal in the Google Ads API's own form: a google.rpc.Status with a GoogleAdsFailure. */
final class GoogleAdsError extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Of google.rpc.Code. */
    private static final int RPC_INVALID_ARGUMENT = 3;

    private static final int RPC_INTERNAL = 13;

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

    static GoogleAdsError notEnabled(String message) {
        return new GoogleAdsError(403, "PERMISSION_DENIED", "authorizationError", "CUSTOMER_NOT_ENABLED", message);
    }

    /** Trouble on Google's side that passes. */
    static GoogleAdsError internal() {
        return new GoogleAdsError(500, "INTERNAL", "internalError", "TRANSIENT_ERROR", "A transient error happened.");
    }

    /** An access token that is no longer good. */
    static GoogleAdsError unauthenticated(String name) {
        return new GoogleAdsError(
                401,
                "UNAUTHENTICATED",
                "authenticationError",
                name,
                "Request had invalid authentication credentials. Expected OAuth 2 access token.");
    }

    /** What breaks off a stream of rows. */
    static final Map<String, Object> UNAVAILABLE =
            Map.of("code", 503, "message", "The service is currently unavailable.", "status", "UNAVAILABLE");

    /** As google.rpc.Status, with the errors of some operations of a request, by their place in it. */
    Map<String, Object> status(Map<Integer, GoogleAdsError> errors) {
        List<Map<String, Object>> all = new ArrayList<>();
        errors.forEach((place, error) -> {
            Map<String, Object> one = new LinkedHashMap<>(error.described());
            one.put(
                    "location",
                    Map.of("fieldPathElements", List.of(Map.of("fieldName", "operations", "index", place))));
            all.add(one);
        });
        return Map.of(
                "code",
                code == 500 ? RPC_INTERNAL : RPC_INVALID_ARGUMENT,
                "message",
                "Multiple errors in ‘details’. First error: " + getMessage(),
                "details",
                List.of(failure(all)));
    }

    private Map<String, Object> described() {
        return Map.of("errorCode", Map.of(category, name), "message", String.valueOf(getMessage()));
    }

    private static Map<String, Object> failure(List<Map<String, Object>> errors) {
        return Map.of(
                "@type",
                "type.googleapis.com/google.ads.googleads.v25.errors.GoogleAdsFailure",
                "errors",
                errors,
                "requestId",
                "sandbox");
    }

    /** Turns it into Google's answer. */
    static final class Mapper {

        @ServerExceptionMapper
        Response answer(GoogleAdsError e) {
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
                                    List.of(failure(List.of(e.described()))))))
                    .build();
        }
    }
}
