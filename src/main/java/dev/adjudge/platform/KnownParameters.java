package dev.adjudge.platform;

import dev.adjudge.platform.Problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses query parameters that an operation does not know: a filter with a slip in its name would give everything. */
@ApplicationScoped
class KnownParameters {

    private static final List<String> OF_THE_API = List.of("/api/", "/dmn", "/jitdmn/", "/events");

    private final Map<Method, TreeSet<String>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo resource) {
        var sent = request.getUriInfo().getQueryParameters().keySet();
        if (sent.isEmpty() || OF_THE_API.stream().noneMatch(request.getUriInfo().getPath()::startsWith)) {
            return;
        }
        TreeSet<String> names = known.computeIfAbsent(resource.getResourceMethod(), KnownParameters::of);
        List<FieldError> wrong = sent.stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .map(name -> new FieldError(name, "is not a parameter of this path"))
                .toList();
        if (!wrong.isEmpty()) {
            throw Problem.wrong(
                    "There is no parameter " + wrong.get(0).pointer() + " here; "
                            + (names.isEmpty()
                                    ? "this path takes none"
                                    : "this path takes " + String.join(", ", names)),
                    wrong.toArray(FieldError[]::new));
        }
    }

    /** Its own, and those that it takes together as one object. */
    private static TreeSet<String> of(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> Stream.concat(
                        Stream.of(parameter), Arrays.stream(parameter.getType().getDeclaredFields())))
                .map(place -> place.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
