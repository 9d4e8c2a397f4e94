package dev.adjudge.rules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Files of somebody who wants out of the fence, or has no idea, in a draft: each is refused at its place in time, none does anything,
 * and none stays in memory.
 */
@QuarkusTest
class HostileDraftsTest {

    private static final String PROPERTY = "adjudge.test.escaped";
    private static final Path MARKER = Path.of("target", "escaped");
    private static final long SOON = 5_000;
    private static final int ROUNDS = 100;
    private static final long MEGABYTE = 1 << 20;
    private static final String DRL = "rules/guardrails/odd.drl";
    private static final String DMN = "dmn/odd.dmn";
    private static final String HOLD = "outcome.hold($wanted, \"x\");";
    private static final String ANY = "$wanted : Proposal(pauses)";

    @Inject
    LiveRules rules;

    private long live;
    private String draft = "";

    @BeforeEach
    void begin() throws IOException {
        Files.deleteIfExists(MARKER);
        live = rules.live().ref().id();
        draft = "/api/releases/"
                + given().contentType("application/json")
                        .body(Map.of("from", live, "title", "Hostile " + UUID.randomUUID()))
                        .post("/api/releases")
                        .path("id");
    }

    @AfterEach
    void nothing_was_done() {
        given().contentType("application/json").post(draft + "/retire").then().statusCode(200);
        assertThat(System.getProperty(PROPERTY)).isNull();
        assertThat(MARKER).doesNotExist();
        assertThat(rules.live().ref().id()).isEqualTo(live);
    }

    @TestFactory
    List<DynamicTest> each_is_refused_at_its_place_in_time() {
        Map<String, String> files = files();
        assertThat(files).hasSizeGreaterThanOrEqualTo(60);
        return files.entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey(), () -> refused(file.getKey(), file.getValue())))
                .toList();
    }

    private void refused(String name, String content) {
        String path = name.startsWith("DMN") ? DMN : DRL;
        given().contentType("text/plain; charset=UTF-8")
                .body(content)
                .put(draft + "/files/" + path)
                .then()
                .statusCode(204);

        try {
            Response checked = given().contentType("application/json").post(draft + "/check");

            assertThat(checked.statusCode()).as(checked.asString()).isEqualTo(200);
            assertThat(checked.time()).isLessThan(SOON);
            List<Map<String, Object>> errors =
                    checked.jsonPath().getList("problems.findAll { it.severity == 'error' }");
            assertThat(errors).as(name).isNotEmpty().anySatisfy(error -> {
                assertThat(String.valueOf(error.get("file"))).contains(path);
                assertThat(String.valueOf(error.get("message")))
                        .isNotBlank()
                        .doesNotContain("Exception:", "org.kie", "org.drools")
                        .hasSizeLessThan(1_200);
            });
            given().contentType("application/json")
                    .post(draft + "/submit")
                    .then()
                    .statusCode(422);
        } finally {
            given().header("If-Match", "*")
                    .delete(draft + "/files/" + path)
                    .then()
                    .statusCode(204);
        }
    }

    @Test
    void none_stays_in_memory() {
        List<RuleFiles> broken = files().entrySet().stream()
                .map(file -> Releases.filesWith(file.getKey().startsWith("DMN") ? DMN : DRL, none -> file.getValue()))
                .toList();
        for (int i = 0; i < broken.size(); i++) {
            refuse(broken.get(i));
        }
        long before = used();

        for (int i = 0; i < ROUNDS; i++) {
            refuse(broken.get(i % broken.size()));
        }

        assertThat(used() - before).isLessThan(16 * MEGABYTE);
    }

    private static void refuse(RuleFiles files) {
        try {
            CompiledRules.of(files);
            throw new AssertionError("not refused: " + files.contents().get(DRL)
                    + files.contents().get(DMN));
        } catch (BrokenRules refused) {
            assertThat(refused.problems()).isNotEmpty();
        }
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        String escape = "System.setProperty(\"" + PROPERTY + "\", \"x\")";
        String write = "java.nio.file.Files.createFile(java.nio.file.Path.of(\"target/escaped\"))";
        for (String then : List.of(
                escape + ";",
                "java.lang." + escape + ";",
                write + ";",
                "new java.io.File(\"target/escaped\").createNewFile();",
                "new java.io.FileOutputStream(\"target/escaped\");",
                "Runtime.getRuntime().exec(\"touch target/escaped\");",
                "new ProcessBuilder(\"touch\", \"target/escaped\").start();",
                "Class.forName(\"java.lang.System\").getMethods();",
                "outcome.getClass().getClassLoader().loadClass(\"x\");",
                "$wanted.getClass();",
                "Thread.currentThread().getContextClassLoader();",
                "new Thread(() -> " + escape + ").start();",
                "new java.net.Socket(\"localhost\", 1);",
                "new java.net.URL(\"http://localhost/\").openStream();",
                "System.getenv(\"HOME\");",
                "System.exit(1);",
                "while (true) {}",
                "for (;;) {}",
                "long[] a = new long[1 << 30];",
                "java.util.stream.Stream.iterate(1, i -> i).count();",
                "drools.getKieRuntime();",
                "drools.halt();",
                "insert(new Object());",
                "kcontext.getKieRuntime();",
                "throw new RuntimeException();",
                "outcome.hold($wanted, \"\" + " + escape + ");",
                "outcome.hold($wanted, String.valueOf(1));",
                "if (true) { outcome.hold($wanted, \"x\"); }",
                "\\u0053ystem.exit(1);",
                "/* */ System.exit(1); // outcome.hold($wanted, \"x\");")) {
            files.put("DRL then " + then, ClosedWhenInDoubtTest.odd("limits", ANY, then));
        }
        for (String when : List.of(
                "$wanted : Proposal(" + escape + " == null)",
                "$wanted : Proposal() eval(" + escape + " == null)",
                "$wanted : Proposal(" + write + " != null)",
                "$wanted : Proposal() Object() from java.util.List.of(1)",
                "$wanted : Proposal(rule.class.forName(\"x\") != null)",
                "$wanted : java.lang.Object()",
                "$wanted : Proposal(row >",
                "$wanted : Proposal(rov > 1)",
                "$wanted : Propozal()",
                "$wanted : Proposal(row > \"a\" + 1 - )")) {
            files.put("DRL when " + when, ClosedWhenInDoubtTest.odd("limits", when, HOLD));
        }
        for (String declared : List.of(
                "import java.io.File;",
                "import static java.lang.System.exit;",
                "function void f() { " + escape + "; }",
                "declare Evil @typesafe(false) name : String end",
                "global java.lang.Runtime runtime;",
                "query \"q\"() Proposal() end",
                "dialect \"mvel\"",
                "unit Evil;",
                "package other;")) {
            files.put(
                    "DRL " + declared,
                    ClosedWhenInDoubtTest.odd("limits", ANY, HOLD)
                            .replace("// For a test.", declared + "\n\n// For a test."));
        }
        files.put("DRL nothing", "");
        files.put("DRL no rules at all", "package rules.guardrails;\nthis is no rule");
        files.put(
                "DRL deep",
                ClosedWhenInDoubtTest.odd(
                        "limits",
                        "$wanted : Proposal(" + "(".repeat(5_000) + "row > 1" + ")".repeat(5_000) + ")",
                        HOLD));
        for (String formula : List.of(
                "function(x) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}}",
                "{f: function(x) external {java: {class: \"java.lang.Runtime\", method signature: \"getRuntime()\"}}}.f(1)",
                "function(x) external {pmml: {document: \"file:///etc/passwd\", model: \"m\"}}",
                "[".repeat(5_000) + "]".repeat(5_000),
                "-".repeat(20_000) + "1",
                "1 +",
                "if true then 1",
                "for i in 1..10 retrun i")) {
            files.put("DMN " + formula.substring(0, Math.min(60, formula.length())), model(formula));
        }
        files.put(
                "DMN entities",
                "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                        + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><d>&c;&c;</d>");
        files.put("DMN file", "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><d>&a;</d>");
        files.put(
                "DMN import of a place",
                model("1")
                        .replace(
                                "<decision ",
                                "<import name=\"x\" namespace=\"x\" locationURI=\"http://localhost:1/x\" importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/><decision "));
        files.put("DMN unfinished", model("1").substring(0, 150));
        files.put("DMN another document", "<html/>");
        files.put("DMN no document", "x");
        return files;
    }

    private static String model(String formula) {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" id=\"_o\" name=\"Odd\" namespace=\"urn:odd\">"
                + "<decision id=\"_d\" name=\"d\"><variable id=\"_v\" name=\"d\"/><literalExpression id=\"_l\"><text>"
                + formula
                + "</text></literalExpression></decision></definitions>";
    }
}
