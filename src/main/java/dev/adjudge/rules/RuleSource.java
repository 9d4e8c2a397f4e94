package dev.adjudge.rules;

import dev.adjudge.rules.RuleProblem.Code;
import io.quarkus.runtime.util.ClassPathUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where rule files are read from: folders that people edit, or what was packaged with the service.
 *
 * @param rules the folder of {@code rules/…}; empty for the packaged ones
 * @param dmn the folder of {@code dmn/…}; empty for the packaged ones
 */
record RuleSource(Optional<Path> rules, Optional<Path> dmn) {

    static final long LARGEST_FILE = 1_000_000;
    static final int MOST_FILES = 500;

    /** The folders that are set; else those of a checkout that the service was started in; else the packaged files. */
    static RuleSource chosen(Optional<String> rulesFolder, Optional<String> dmnFolder, Path workingDirectory) {
        Path rules = workingDirectory.resolve("rules");
        Path dmn = workingDirectory.resolve("dmn");
        boolean checkout = Files.isDirectory(rules) && Files.isDirectory(dmn);
        Optional<String> noFolder = Optional.empty();
        return new RuleSource(
                rulesFolder.map(Path::of).or(() -> checkout ? Optional.of(rules) : noFolder.map(Path::of)),
                dmnFolder.map(Path::of).or(() -> checkout ? Optional.of(dmn) : noFolder.map(Path::of)));
    }

    boolean canChange() {
        return rules.isPresent() || dmn.isPresent();
    }

    /** Reads all files. Throws {@link BrokenRules} for one that can't be read as text. */
    RuleFiles read() {
        Map<String, String> contents = new TreeMap<>();
        List<RuleProblem> problems = new ArrayList<>();
        read("rules", rules, contents, problems);
        read("dmn", dmn, contents, problems);
        if (contents.size() > MOST_FILES) {
            problems.add(RuleProblem.in(
                    Code.FILE, "rules, dmn", contents.size() + " files, at most " + MOST_FILES + " allowed"));
        }
        if (!problems.isEmpty()) {
            throw new BrokenRules(problems);
        }
        return RuleFiles.of(contents);
    }

    /** Differs when a file was saved, added, removed or renamed. Reads no file. */
    String fingerprint() {
        StringBuilder print = new StringBuilder();
        for (Optional<Path> folder : List.of(rules, dmn)) {
            folder.ifPresent(root -> {
                for (Path file : ruleFiles(root)) {
                    print.append(file).append(' ').append(stamp(file)).append('\n');
                }
            });
        }
        return print.toString();
    }

    private static String stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
            return attributes.size() + " " + attributes.lastModifiedTime().toInstant() + " " + attributes.fileKey();
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static void read(
            String area, Optional<Path> folder, Map<String, String> contents, List<RuleProblem> problems) {
        if (folder.isPresent()) {
            readAll(area, folder.get(), contents, problems);
            return;
        }
        try {
            ClassPathUtils.consumeAsPaths(
                    RuleSource.class.getClassLoader(), area, root -> readAll(area, root, contents, problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readAll(String area, Path root, Map<String, String> contents, List<RuleProblem> problems) {
        for (Path file : ruleFiles(root)) {
            String path = area + "/" + root.relativize(file).toString().replace('\\', '/');
            if (!belongs(path)) {
                problems.add(
                        RuleProblem.in(
                                Code.FILE,
                                path,
                                "a file of this kind does not belong here: dmn/ has *.dmn, dmn/tests/ has *.csv and *.xml, rules/ has *.drl"));
                continue;
            }
            try {
                if (Files.size(file) > LARGEST_FILE) {
                    problems.add(RuleProblem.in(
                            Code.FILE,
                            path,
                            Files.size(file) + " bytes, at most " + LARGEST_FILE + " allowed: split the file"));
                } else {
                    contents.put(path, utf8(Files.readAllBytes(file)));
                }
            } catch (CharacterCodingException e) {
                problems.add(RuleProblem.in(Code.FILE, path, "not UTF-8 text: save it as UTF-8"));
            } catch (NoSuchFileException e) {
                problems.add(RuleProblem.in(Code.FILE, path, "vanished while it was read"));
            } catch (IOException e) {
                problems.add(RuleProblem.in(Code.FILE, path, "can't be read: " + e.getMessage()));
            }
        }
    }

    /** Whether a file of this name has a place in a release. */
    static boolean belongs(String path) {
        return path.endsWith(".dmn") && path.startsWith("dmn/")
                || path.endsWith(".drl") && path.startsWith("rules/")
                || (path.endsWith(".csv") || path.endsWith(".xml")) && path.startsWith("dmn/tests/");
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<Path> ruleFiles(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString();
                        return !name.startsWith(".") && name.matches(".*\\.(?:drl|dmn|csv|xml)");
                    })
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            // A file that vanishes during the walk: the next look sees the folder as it then is.
            return List.of();
        }
    }
}
