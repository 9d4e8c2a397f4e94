package dev.adjudge.rules;

import dev.adjudge.decision.ReleaseRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Releases for tests, compiled from the project's own rule files, without a database. */
public final class Releases {

    private static final CompiledRelease SHIPPED = of(shippedFiles());

    private Releases() {}

    /** The rules in {@code rules/} and {@code dmn/}. */
    public static CompiledRelease shipped() {
        return SHIPPED;
    }

    static RuleFiles shippedFiles() {
        return new RuleSource(Optional.of(Path.of("rules")), Optional.of(Path.of("dmn"))).read();
    }

    /** The shipped rules with one file changed. */
    static CompiledRelease with(String path, UnaryOperator<String> change) {
        return of(filesWith(path, change));
    }

    static RuleFiles filesWith(String path, UnaryOperator<String> change) {
        Map<String, String> contents = new HashMap<>(shippedFiles().contents());
        contents.put(path, change.apply(contents.getOrDefault(path, "")));
        return RuleFiles.of(contents);
    }

    static CompiledRelease of(RuleFiles files) {
        CompiledRules rules = CompiledRules.of(files);
        Map<String, UUID> ids = new HashMap<>();
        rules.register()
                .forEach(rule -> ids.put(
                        rule.name(),
                        UUID.nameUUIDFromBytes(rule.name().getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        return new CompiledRelease(new ReleaseRef(1, files.hash()), rules, ids);
    }
}
