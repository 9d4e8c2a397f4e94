package dev.adjudge.platform;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A W3C {@code traceparent} header that a caller sent; anything else in its place is ignored, as the standard says. */
public record TraceParent(String value, String traceId) {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public static Optional<TraceParent> of(HttpServerRequest request) {
        return of(request.getHeader("traceparent"));
    }

    /** The trace id in a header that was kept. */
    public static @Nullable String traceIdOf(@Nullable String header) {
        return of(header).map(TraceParent::traceId).orElse(null);
    }

    private static Optional<TraceParent> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header);
        return form.matches() ? Optional.of(new TraceParent(header, form.group(1))) : Optional.empty();
    }
}
