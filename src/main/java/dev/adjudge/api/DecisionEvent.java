package dev.adjudge.api;

import dev.adjudge.platform.Problem.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a decision as a CloudEvent (1.0, structured JSON), with the extensions that Kogito's event-driven
 * decisions use.
 *
 * @param service the decision service to evaluate; null for all decisions of the model
 * @param full whether the answer holds messages and the rules that matched, beside the results
 * @param decisionsOnly whether the answer leaves the inputs out
 * @param data the model's inputs by name
 */
record DecisionEvent(
        @Nullable String subject,
        String model,
        @Nullable String namespace,
        @Nullable String service,
        boolean full,
        boolean decisionsOnly,
        @Nullable String traceParent,
        Map<String, @Nullable Object> data) {

    static final String MODEL = "kogitodmnmodelname";
    static final String NAMESPACE = "kogitodmnmodelnamespace";
    static final String SERVICE = "kogitodmnevaldecision";
    static final String FULL = "kogitodmnfullresultset";
    static final String DECISIONS_ONLY = "kogitodmnfilteredctx";

    private static final String REQUEST = "DecisionRequest";

    /** Reads an event; what is wrong is told to the list. */
    static DecisionEvent of(Map<?, ?> event, List<FieldError> errors) {
        if (!"1.0".equals(event.get("specversion"))) {
            wrong(errors, "specversion", "is " + shown(event.get("specversion")) + "; it must be \"1.0\"");
        }
        required(event, "id", errors);
        source(required(event, "source", errors), errors);
        if (!REQUEST.equals(event.get("type"))) {
            wrong(errors, "type", "is " + shown(event.get("type")) + "; it must be \"" + REQUEST + "\"");
        }
        time(text(event, "time", errors), errors);
        String content = text(event, "datacontenttype", errors);
        if (content != null && !content.startsWith("application/json")) {
            wrong(errors, "datacontenttype", "is \"" + content + "\"; it must be application/json");
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (event.get("data") instanceof Map<?, ?> inputs) {
            inputs.forEach((name, value) -> data.put(String.valueOf(name), value));
        } else {
            wrong(errors, "data", "must be an object with the model's inputs by name");
        }
        return new DecisionEvent(
                text(event, "subject", errors),
                Objects.requireNonNullElse(required(event, MODEL, errors), ""),
                text(event, NAMESPACE, errors),
                text(event, SERVICE, errors),
                flag(event, FULL, errors),
                flag(event, DECISIONS_ONLY, errors),
                text(event, "traceparent", errors),
                data);
    }

    private static @Nullable String required(Map<?, ?> event, String name, List<FieldError> errors) {
        String text = text(event, name, errors);
        if (text == null && event.get(name) == null || text != null && text.isBlank()) {
            wrong(errors, name, "is missing or empty");
            return null;
        }
        return text;
    }

    private static @Nullable String text(Map<?, ?> event, String name, List<FieldError> errors) {
        Object value = event.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrong(errors, name, "is " + shown(value) + "; it must be a text");
        return null;
    }

    private static boolean flag(Map<?, ?> event, String name, List<FieldError> errors) {
        Object value = event.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        wrong(errors, name, "is " + shown(value) + "; it must be true or false");
        return false;
    }

    private static void source(@Nullable String source, List<FieldError> errors) {
        try {
            if (source != null) {
                new URI(source);
            }
        } catch (URISyntaxException e) {
            wrong(errors, "source", "is \"" + source + "\"; it must be a URI or a part of one");
        }
    }

    private static void time(@Nullable String time, List<FieldError> errors) {
        try {
            if (time != null) {
                OffsetDateTime.parse(time);
            }
        } catch (DateTimeException e) {
            wrong(errors, "time", "is \"" + time + "\"; it must be a time such as 2026-11-21T08:00:00Z");
        }
    }

    private static void wrong(List<FieldError> errors, String name, String detail) {
        errors.add(new FieldError("/" + name, detail));
    }

    private static String shown(@Nullable Object value) {
        return value instanceof String text ? "\"" + text + "\"" : value == null ? "missing" : "no text";
    }
}
