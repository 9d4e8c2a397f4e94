package dev.adjudge.platform;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A W3C {@code traceparent} header that a caller sent; anything else in its place is ignored, as the standard says. */
public record TraceParent(String value, String traceId) {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public static Optional<TraceParent> of(HttpServerRequest request) {
        String header = request.getHeader("traceparent");
        if (header == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header);
        return form.matches() ? Optional.of(new TraceParent(header, form.group(1))) : Optional.empty();
    }
}
