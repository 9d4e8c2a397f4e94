package dev.adjudge.rules.dmn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/** Models that were written for other engines and other purposes. */
class OtherPeoplesModelsTest {

    /** One holds a function in Java, which is refused; the other KIE itself can't read. */
    private static final Set<String> FOREIGN_CODE_OR_UNREADABLE_TO_KIE =
            Set.of("jdmn_RecommendedLoanProducts_v14.dmn", "jdmn_boxed_expressions_v15.dmn");

    private final SentModels models = Settings.sentModels();

    @Test
    void load_and_answer() throws IOException {
        Map<String, String> files = files();
        assertThat(files).hasSize(20);

        files.keySet().removeAll(FOREIGN_CODE_OR_UNREADABLE_TO_KIE);
        files.keySet().forEach(main -> {
            SentModel sent = sent(files, main, Map.of());
            DmnResult answer = models.evaluate(sent, true).toCompletableFuture().join();
            assertThat(answer.decisionResults()).as(main).isNotNull();
        });
    }

    @Test
    void decide_as_kie_does() throws IOException {
        same(
                "kogito_TrafficViolation.dmn",
                Map.of(
                        "Driver",
                        Map.of("Name", "Ann", "Age", 35, "State", "CA", "City", "LA", "Points", 15),
                        "Violation",
                        Map.of("Code", "s1", "Type", "speed", "Speed Limit", 100, "Actual Speed", 135)));
        same("kogito_dtevent.dmn", Map.of("a", 1, "b", 2));
        same(
                "kogito_loan_age_limit.dmn",
                Map.of("Applicant", Map.of("age", 17, "id", "1"), "Application", Map.of("applicantId", "1")));
        same("kogito_import_habitability.dmn", Map.of("oxygene", 71, "temperature", 20));
    }

    private void same(String file, Map<String, Object> inputs) throws IOException {
        Map<String, Object> decimal = new TreeMap<>();
        inputs.forEach((name, value) -> decimal.put(name, decimals(value)));
        DmnResult ours = models.evaluate(sent(files(), file, new TreeMap<>(inputs)), true)
                .toCompletableFuture()
                .join();
        DMNRuntime kie = kie(
                Files.readString(OtherPeople.folder("models").resolve("valid").resolve(file)));
        DMNModel model = kie.getModels().get(0);
        DMNContext context = kie.newContext();
        decimal.forEach(context::set);
        Map<String, @Nullable Object> theirs = new TreeMap<>();
        kie.evaluateAll(model, context)
                .getDecisionResults()
                .forEach(result -> theirs.put(result.getDecisionName(), Plain.of(result.getResult())));

        Map<String, @Nullable Object> found = new TreeMap<>();
        ours.decisionResults().forEach(result -> found.put(result.decisionName(), result.result()));
        assertThat(found).as(file).isEqualTo(theirs);
        assertThat(found.values()).as(file + " " + found).anyMatch(value -> value != null);
    }

    private static Object decimals(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((name, entry) -> copy.put(String.valueOf(name), decimals(entry)));
            return copy;
        }
        return value instanceof Integer number ? BigDecimal.valueOf(number) : value;
    }

    private static DMNRuntime kie(String xml) {
        Resource resource = ResourceFactory.newReaderResource(new StringReader(xml), "UTF-8");
        return DMNRuntimeBuilder.fromDefaults()
                .buildConfiguration()
                .fromResources(List.of(resource))
                .getOrElseThrow(RuntimeException::new);
    }

    /** The model, and those it may import. */
    private static SentModel sent(Map<String, String> files, String main, Map<String, @Nullable Object> context) {
        List<SentModel.Resource> resources = new ArrayList<>();
        files.forEach((uri, xml) -> {
            if (uri.equals(main) || imports(files.getOrDefault(main, ""), namespace(xml))) {
                resources.add(new SentModel.Resource(uri, xml, "/resources"));
            }
        });
        return new SentModel(main, resources, context, null);
    }

    private static boolean imports(String xml, String namespace) {
        return java.util.regex.Pattern.compile(
                        "<[^<>]*\\bimport\\s[^<>]*\\bnamespace=\"" + java.util.regex.Pattern.quote(namespace) + "\"")
                .matcher(xml)
                .find();
    }

    private static String namespace(String xml) {
        var matcher =
                java.util.regex.Pattern.compile("\\snamespace=\"([^\"]+)\"").matcher(xml);
        return matcher.find() ? matcher.group(1) : xml;
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Path folder = OtherPeople.folder("models").resolve("valid");
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path file : paths.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
