package dev.adjudge.rules.dmn;

import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that came with a request, and what it is asked, in the shape that KIE's tools send: several resources and the
 * URI of the main one, or a single {@code model}.
 */
public record SentModel(
        String mainUri,
        List<Resource> resources,
        Map<String, @Nullable Object> context,
        @Nullable String service) {

    private static final Set<String> FIELDS = Set.of("mainURI", "resources", "model", "context", "decisionService");

    /**
     * A file of the request.
     *
     * @param at where it is in the request
     */
    public record Resource(String uri, String xml, String at) {}

    /** The model alone, as XML. */
    public static SentModel ofXml(String xml) {
        return new SentModel("model.dmn", List.of(new Resource("model.dmn", xml, "")), Map.of(), null);
    }

    /** The XML by URI. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        resources.forEach(each -> files.put(each.uri(), each.xml()));
        return files;
    }

    /** @throws Problem with a pointer to each field that is missing or wrong */
    public static SentModel of(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> body)) {
            throw Problem.wrong(
                    "The body must be an object with resources, mainURI and context",
                    new FieldError("", Words.of(json) + " is not an object"));
        }
        List<FieldError> errors = new ArrayList<>();
        body.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(
                        name -> errors.add(
                                new FieldError(
                                        Pointer.ROOT.field(String.valueOf(name)).toString(),
                                        "There is no field of this name; known are mainURI, resources, model, context, decisionService")));
        List<Resource> resources = body.get("model") == null ? resources(body, errors) : single(body, errors);
        String main = text(body, "mainURI", errors);
        if (main != null
                && body.get("model") == null
                && errors.isEmpty()
                && resources.stream().noneMatch(each -> each.uri().equals(main))) {
            errors.add(new FieldError("/mainURI", "No resource has the URI " + Words.of(main)));
        }
        if (main == null && resources.size() > 1) {
            errors.add(
                    new FieldError("/mainURI", "is missing; it names one of the " + resources.size() + " resources"));
        }
        String service = text(body, "decisionService", errors);
        Map<String, @Nullable Object> context = context(body.get("context"), errors);
        if (!errors.isEmpty()) {
            throw Problem.wrong("The request is not complete", errors.toArray(FieldError[]::new));
        }
        String chosen =
                main == null || body.get("model") != null ? resources.get(0).uri() : main;
        return new SentModel(chosen, List.copyOf(resources), context, service);
    }

    private static List<Resource> single(Map<?, ?> body, List<FieldError> errors) {
        String xml = text(body, "model", errors);
        return xml == null ? List.of() : List.of(new Resource("model.dmn", xml, "/model"));
    }

    private static List<Resource> resources(Map<?, ?> body, List<FieldError> errors) {
        List<Resource> resources = new ArrayList<>();
        if (!(body.get("resources") instanceof List<?> sent) || sent.isEmpty()) {
            errors.add(new FieldError("/resources", "must be a list of at least one {\"URI\", \"content\"}"));
            return resources;
        }
        Set<String> uris = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String at = "/resources/" + i;
            if (sent.get(i) instanceof Map<?, ?> file
                    && file.get("URI") instanceof String uri
                    && file.get("content") instanceof String xml) {
                resources.add(new Resource(uri, xml, at + "/content"));
                if (!uris.add(uri)) {
                    errors.add(new FieldError(at + "/URI", "Another resource has this URI already"));
                }
            } else {
                errors.add(new FieldError(at, "must be an object with the texts URI and content"));
            }
        }
        return resources;
    }

    private static @Nullable String text(Map<?, ?> body, String field, List<FieldError> errors) {
        Object value = body.get(field);
        if (value != null && !(value instanceof String)) {
            errors.add(new FieldError("/" + field, Words.of(value) + " is not a text"));
        }
        return value instanceof String text ? text : null;
    }

    private static Map<String, @Nullable Object> context(@Nullable Object json, List<FieldError> errors) {
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> entries) {
            entries.forEach((name, value) -> context.put(String.valueOf(name), value));
        } else if (json != null) {
            errors.add(new FieldError("/context", Words.of(json) + " is not an object"));
        }
        return context;
    }
}
