package dev.adjudge.platform.limits;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What is said of the longest beginning that a path has. */
final class ByPath<T> {

    private final List<Map.Entry<String, T>> longestFirst;

    /** @throws IllegalArgumentException when nothing is said of {@code /}, with which each path begins */
    ByPath(String setting, Map<String, T> values) {
        if (!values.containsKey("/")) {
            throw new IllegalArgumentException(setting + " says nothing of \"/\"; set " + setting + ".\"/\"");
        }
        longestFirst = values.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, T> entry) -> entry.getKey().length())
                        .reversed())
                .toList();
    }

    Map.Entry<String, T> of(String path) {
        return longestFirst.stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A path begins with /, not as " + path));
    }
}
