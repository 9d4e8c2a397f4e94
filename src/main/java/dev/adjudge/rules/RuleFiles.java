package dev.adjudge.rules;

import dev.adjudge.platform.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of a release by path, {@code dmn/…} and {@code rules/…}, in the order of their paths, whatever wrote them. */
record RuleFiles(NavigableMap<String, String> contents) {

    RuleFiles {
        NavigableMap<String, String> sorted = new TreeMap<>();
        contents.forEach((path, content) -> sorted.put(path.replace('\\', '/'), content.replace("\r\n", "\n")));
        contents = java.util.Collections.unmodifiableNavigableMap(sorted);
    }

    static RuleFiles of(Map<String, String> contents) {
        return new RuleFiles(new TreeMap<>(contents));
    }

    NavigableMap<String, String> dmn() {
        return ending(".dmn");
    }

    NavigableMap<String, String> drl() {
        return ending(".drl");
    }

    /** {@code sha256:} and the hash of all paths and contents; line endings make no difference. */
    String hash() {
        MessageDigest digest = Sha256.start();
        contents.forEach((path, content) -> {
            Sha256.take(digest, path);
            Sha256.take(digest, content);
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private NavigableMap<String, String> ending(String suffix) {
        NavigableMap<String, String> chosen = new TreeMap<>(contents);
        chosen.keySet().removeIf(path -> !path.endsWith(suffix));
        return chosen;
    }
}
