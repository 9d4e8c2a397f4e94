package dev.adjudge.rules;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The build's step that compiles the DRL files which the service is packaged with. Broken ones fail the build. */
public final class PrecompiledRules {

    private PrecompiledRules() {}

    /** @param args the project's folder, and the folder of compiled classes */
    public static void main(String... args) throws IOException {
        Path project = Path.of(args[0]);
        Path folder = Path.of(args[1]).resolve(DrlUnits.PACKAGED);
        Files.createDirectories(folder);
        RuleFiles files =
                new RuleSource(Optional.of(project.resolve("rules")), Optional.of(project.resolve("dmn"))).read();
        List<RuleProblem> problems = new ArrayList<>();
        Set<Path> current = new HashSet<>();
        for (Map.Entry<String, String> file : files.drl().entrySet()) {
            Path archive = folder.resolve(DrlUnits.key(file.getKey(), file.getValue()) + ".zip");
            current.add(archive);
            if (!Files.exists(archive)) {
                write(DrlCompiler.compile(file.getKey(), file.getValue(), problems), archive);
            }
        }
        if (!problems.isEmpty()) {
            throw new BrokenRules(problems);
        }
        try (Stream<Path> archives = Files.list(folder)) {
            for (Path outdated :
                    archives.filter(each -> !current.contains(each)).toList()) {
                Files.delete(outdated);
            }
        }
    }

    private static void write(Optional<DrlUnit> unit, Path archive) throws IOException {
        if (unit.isPresent()) {
            try (OutputStream out = Files.newOutputStream(archive)) {
                unit.get().writeTo(out);
            }
        }
    }
}
