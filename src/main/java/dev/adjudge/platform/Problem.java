package dev.adjudge.platform;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that refuses: thrown by what reads a request, turned into {@code application/problem+json} (RFC 9457) in one
 * place. The detail says what is wrong, the actual value, what is allowed, and what to do.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final transient List<FieldError> errors;
    private final @Nullable Duration retryAfter;

    /**
     * One wrong field.
     *
     * @param pointer a JSON pointer (RFC 6901) into the request body, or the name of a query parameter
     */
    public record FieldError(String pointer, String detail) {}

    private Problem(int status, String title, String detail, List<FieldError> errors) {
        this(status, title, detail, errors, null);
    }

    private Problem(int status, String title, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
        super(detail);
        this.status = status;
        this.title = title;
        this.errors = errors;
        this.retryAfter = retryAfter;
    }

    /** What the framework refuses, and what failed. */
    static Problem other(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of());
    }

    /** 400: the request can't be read at all. */
    public static Problem unreadable(String detail) {
        return new Problem(400, "The request can't be read", detail, List.of());
    }

    /** 422: the request can be read, but something in it is wrong. */
    public static Problem wrong(String detail, FieldError... errors) {
        return new Problem(422, "The request is wrong", detail, List.of(errors));
    }

    /** 401: who calls must say who they are. */
    public static Problem unauthorized(String detail) {
        return new Problem(401, "Not signed in", detail, List.of());
    }

    /** 403: who calls may not do this. */
    public static Problem forbidden(String detail) {
        return new Problem(403, "Not allowed", detail, List.of());
    }

    /** 404: there is no such thing. */
    public static Problem unknown(String detail) {
        return new Problem(404, "Not found", detail, List.of());
    }

    /** 409: the request does not fit the present state. */
    public static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail, List.of());
    }

    /** 412: the {@code If-Match} header is missing or names an earlier state. */
    public static Problem stale(String detail) {
        return new Problem(412, "Changed meanwhile", detail, List.of());
    }

    /** 413: more than the service takes at once. */
    public static Problem tooLarge(String detail) {
        return new Problem(413, "Too large", detail, List.of());
    }

    /** 415: a media type or encoding the service does not read. */
    public static Problem unsupported(String detail) {
        return new Problem(415, "Unsupported media type", detail, List.of());
    }

    /** 429: too many at once; the same request will do in a moment. */
    public static Problem busy(String detail) {
        return busy(detail, Duration.ofSeconds(1));
    }

    /** 429: too many of late; the same request will do after this time. */
    public static Problem busy(String detail, Duration retryAfter) {
        return new Problem(429, "Too many requests", detail, List.of(), retryAfter);
    }

    /** 503: something that we need does not answer; the same request may do after this time. */
    public static Problem away(String detail, Duration retryAfter) {
        return new Problem(503, "Service unavailable", detail, List.of(), retryAfter);
    }

    /** The same problem of a part of the request, with pointers from the whole. */
    public Problem below(String pointer) {
        return new Problem(
                status,
                title,
                String.valueOf(getMessage()),
                errors.stream()
                        .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                        .toList(),
                retryAfter);
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
