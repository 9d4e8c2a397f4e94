package dev.adjudge.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one release has that another has not, in the words of its tables.
 *
 * @param from the release that was before
 * @param to the release that was compared with it
 * @param rules by name; null when one of the two does not compile, so that only files can be compared
 */
public record ReleaseDiff(
        long from,
        long to,
        List<ChangedFile> files,
        @Nullable List<ChangedRule> rules) {

    /** @param change {@code added}, {@code removed} or {@code changed} */
    public record ChangedFile(String path, String change) {}

    /**
     * @param change {@code added}, {@code removed} or {@code changed}
     * @param words what it does from now on, as a sentence; what it did, for one that is removed
     * @param changes what is different of a rule that both have; all of it for one that only one has
     */
    public record ChangedRule(String rule, String file, String change, String words, List<ChangedPart> changes) {}

    /**
     * A condition, an output or a note.
     *
     * @param part the column's label, the output's name, {@code owner} …
     * @param from null when there was none
     * @param to null when there is none any more
     */
    public record ChangedPart(
            String part, @Nullable Object from, @Nullable Object to) {}

    static List<ChangedFile> files(RuleFiles before, RuleFiles after) {
        List<ChangedFile> changed = new ArrayList<>();
        for (String path : union(before.contents(), after.contents())) {
            String was = before.contents().get(path);
            String is = after.contents().get(path);
            if (!Objects.equals(was, is)) {
                changed.add(new ChangedFile(path, change(was, is)));
            }
        }
        return changed;
    }

    static List<ChangedRule> rules(List<RegisteredRule> before, List<RegisteredRule> after) {
        Map<String, RegisteredRule> were = byName(before);
        Map<String, RegisteredRule> are = byName(after);
        List<ChangedRule> changed = new ArrayList<>();
        for (String name : union(were, are)) {
            RegisteredRule was = were.get(name);
            RegisteredRule is = are.get(name);
            List<ChangedPart> parts = parts(parts(was), parts(is));
            if (!parts.isEmpty()) {
                RegisteredRule one = Objects.requireNonNullElse(is, was);
                changed.add(new ChangedRule(name, one.file(), change(was, is), one.words(), parts));
            }
        }
        return changed;
    }

    private static List<ChangedPart> parts(Map<String, Object> were, Map<String, Object> are) {
        List<ChangedPart> changed = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(were.keySet());
        names.addAll(are.keySet());
        for (String name : names) {
            Object was = were.get(name);
            Object is = are.get(name);
            if (!Objects.equals(was, is)) {
                changed.add(new ChangedPart(name, was, is));
            }
        }
        return changed;
    }

    private static Map<String, Object> parts(@Nullable RegisteredRule rule) {
        Map<String, Object> parts = new LinkedHashMap<>();
        if (rule != null) {
            rule.conditions().forEach((name, value) -> put(parts, name, value));
            rule.actions().forEach((name, value) -> put(parts, name, value));
            put(parts, "owner", rule.owner());
            put(parts, "description", rule.description());
            put(parts, "file", rule.file());
        }
        return parts;
    }

    private static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            parts.put(name, value);
        }
    }

    private static Map<String, RegisteredRule> byName(List<RegisteredRule> rules) {
        return rules.stream().collect(Collectors.toMap(RegisteredRule::name, Function.identity()));
    }

    private static Set<String> union(Map<String, ?> before, Map<String, ?> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private static String change(@Nullable Object was, @Nullable Object is) {
        return was == null ? "added" : is == null ? "removed" : "changed";
    }
}
