package dev.adjudge.rules.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.platform.Problem;
import dev.adjudge.rules.dmn.TestCases.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compatibility kit of DMN: every case that Drools itself passes, passes here, but for code of other languages. */
class TckTest {

    private static final String FOREIGN_CODE = "0076-feel-external-java";

    private final SentModels models = Settings.sentModels();
    private final Map<List<@Nullable Object>, Optional<DmnResult>> answers = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"compliance-level-2", "compliance-level-3"})
    void passes_what_drools_passes(String level) throws IOException {
        Path kit = OtherPeople.folder("dmn-tck");
        Set<List<String>> passedByDrools = passedByDrools(kit);
        List<String> differing = new ArrayList<>();
        int passed = 0;
        for (TckSuite suite : suites(kit.resolve("TestCases").resolve(level))) {
            if (suite.folder().equals(FOREIGN_CODE)) {
                continue;
            }
            for (Case each : suite.cases()) {
                Optional<String> difference = difference(suite, each);
                passed += difference.isEmpty() ? 1 : 0;
                if (passedByDrools.contains(List.of(level + "/" + suite.folder(), suite.file(), each.id()))) {
                    difference.ifPresent(why -> differing.add(suite.folder() + " " + each.id() + ": " + why));
                }
            }
            answers.clear();
        }

        assertThat(differing).isEmpty();
        assertThat(passed).isGreaterThanOrEqualTo(level.endsWith("2") ? 116 : 3_255);
    }

    @Test
    void refuses_functions_in_java() throws IOException {
        Path folder = OtherPeople.folder("dmn-tck")
                .resolve("TestCases/compliance-level-3")
                .resolve(FOREIGN_CODE);
        TckSuite suite = TckSuite.in(folder).get(0);

        assertThat(answer(suite, suite.cases().get(0))).isEmpty();
    }

    private Optional<String> difference(TckSuite suite, Case each) {
        Optional<DmnResult> answer = answer(suite, each);
        for (TestCases.Expected expected : each.expected()) {
            Object actual = answer.flatMap(given -> given.decisionResults().stream()
                            .filter(result -> result.decisionName().equals(expected.name())
                                    || given.decisionResults().size() == 1)
                            .findFirst())
                    .map(DmnResult.DecisionResult::result)
                    .orElse(null);
            if (!TestCases.same(expected.error() ? null : expected.value(), actual)) {
                return Optional.of(expected + " expected, found " + actual);
            }
        }
        return Optional.empty();
    }

    /** The answer; empty when the request is refused. The same question is asked once. */
    private Optional<DmnResult> answer(TckSuite suite, Case each) {
        List<@Nullable Object> question = new ArrayList<>();
        question.add(each.inputs());
        question.add(each.service());
        return answers.computeIfAbsent(question, asked -> {
            try {
                return Optional.of(models.evaluate(suite.asked(each), false)
                        .toCompletableFuture()
                        .join());
            } catch (CompletionException e) {
                if (e.getCause() instanceof Problem) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static List<TckSuite> suites(Path level) throws IOException {
        List<TckSuite> suites = new ArrayList<>();
        try (Stream<Path> folders = Files.list(level)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                suites.addAll(TckSuite.in(folder));
            }
        }
        return suites;
    }

    private static Set<List<String>> passedByDrools(Path kit) throws IOException {
        Set<List<String>> passed = new HashSet<>();
        for (String line : Files.readAllLines(kit.resolve("drools-10.2.0-tck_results.csv"))) {
            String[] fields = line.split("\",\"", -1);
            if (fields.length > 3 && fields[3].startsWith("SUCCESS")) {
                passed.add(List.of(fields[0].substring(1), fields[1], fields[2]));
            }
        }
        return passed;
    }
}
