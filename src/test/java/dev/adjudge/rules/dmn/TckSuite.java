package dev.adjudge.rules.dmn;

import dev.adjudge.rules.dmn.TestCases.Case;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One file of test cases of the compatibility kit, and the models they are about, the main one first. */
record TckSuite(String folder, String file, List<SentModel.Resource> models, List<Case> cases) {

    SentModel asked(Case each) {
        return new SentModel(models.get(0).uri(), models, each.inputs(), each.service());
    }

    static List<TckSuite> in(Path folder) throws IOException {
        Map<String, String> models = new TreeMap<>();
        List<Path> tests;
        try (Stream<Path> files = Files.list(folder)) {
            tests = files.sorted().toList();
        }
        for (Path file : tests) {
            if (file.toString().endsWith(".dmn")) {
                models.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return tests.stream()
                .filter(file -> file.getFileName().toString().matches(".*-test-.*\\.xml"))
                .map(file -> read(folder.getFileName().toString(), file, models))
                .toList();
    }

    private static TckSuite read(String folder, Path file, Map<String, String> models) {
        TestCases tests;
        try {
            tests = TestCases.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = tests.modelName();
        String main = name != null && models.containsKey(name) ? name : folder + ".dmn";
        List<SentModel.Resource> resources = new ArrayList<>();
        resources.add(new SentModel.Resource(main, models.getOrDefault(main, ""), "/resources/0"));
        models.forEach((uri, xml) -> {
            if (!uri.equals(main)) {
                resources.add(new SentModel.Resource(uri, xml, "/resources"));
            }
        });
        return new TckSuite(folder, file.getFileName().toString().replace(".xml", ""), resources, tests.cases());
    }
}
