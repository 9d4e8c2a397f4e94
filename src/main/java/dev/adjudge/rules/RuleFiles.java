package dev.adjudge.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        MessageDigest digest = sha256();
        contents.forEach((path, content) -> {
            update(digest, path);
            update(digest, content);
        });
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    private NavigableMap<String, String> ending(String suffix) {
        NavigableMap<String, String> chosen = new TreeMap<>(contents);
        chosen.keySet().removeIf(path -> !path.endsWith(suffix));
        return chosen;
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
