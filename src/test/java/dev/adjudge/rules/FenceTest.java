package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Analysts write code, so it is fenced: what a file tries to do beside deciding is refused, and not done. */
class FenceTest {

    private static final String MARKER = "adjudge.test.escaped";
    private static final String ODD = "rules/guardrails/odd.drl";
    private static final String HOLD = "outcome.hold($wanted, \"x\");";

    @AfterEach
    void nothing_escaped() {
        assertThat(System.getProperty(MARKER)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.setProperty(\"adjudge.test.escaped\", \"x\");",
                "java.lang.System.setProperty(\"adjudge.test.escaped\", \"x\");",
                "outcome.hold($wanted, System.setProperty(\"adjudge.test.escaped\", \"x\"));",
                "outcome.hold($wanted, \"\" + $wanted.getClass().getClassLoader());",
                "outcome.getClass();",
                "outcome.hold($wanted, new String(\"x\"));",
                "while (true) {}",
                "outcome.hold($wanted, \"x\"); Runtime.getRuntime().exit(1);",
                "drools.halt();",
                "insert($wanted);",
                "outcome.hold($wanted, ((Object) $wanted).toString());",
                "String x = \"\"; outcome.hold($wanted, x);",
                "\\u0053ystem.exit(1);",
            })
    void refuses_consequences_that_do_more_than_conclude(String then) {
        refused(ClosedWhenInDoubtTest.odd("limits", "$wanted : Proposal(pauses)", then), 15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$wanted : Proposal(System.setProperty(\"adjudge.test.escaped\", \"x\") == null)",
                "$wanted : Proposal() eval(System.setProperty(\"adjudge.test.escaped\", \"x\") == null)",
                "$wanted : Proposal(java.lang.Runtime.getRuntime() != null)",
                "$wanted : Proposal() String() from java.util.List.of(\"x\")",
                "$wanted : Proposal(rule.getClass().getName() != null)",
                "$wanted : Proposal() Object()",
                "$wanted : Proposal(new Thread().isAlive())",
                "$wanted : Proposal() accumulate(Proposal(), init(System.exit(1);) action() result(1))",
                "$wanted : dev.adjudge.rules.guard.Proposal()",
                "$wanted : Proposal(\\u0053ystem.nanoTime() > 0)",
            })
    void refuses_conditions_that_look_beyond_the_facts(String when) {
        refused(ClosedWhenInDoubtTest.odd("limits", when, HOLD), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.io.File;",
                "import java.lang.Runtime;",
                "import static java.lang.System.exit;",
                "import function java.lang.System.exit;",
                "import accumulate java.lang.Object f;",
                "function int f() { return 1; }",
                "declare Marker name : String end",
                "global java.lang.Runtime runtime;",
                "query \"q\"() Proposal() end",
            })
    void refuses_everything_else_that_drl_can_declare(String declaration) {
        String drl = ClosedWhenInDoubtTest.odd("limits", "$wanted : Proposal(pauses)", HOLD)
                .replace("// For a test.", declaration + "\n\n// For a test.");

        refused(drl, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dialect \"mvel\"",
                "enabled (System.setProperty(\"adjudge.test.escaped\", \"x\") == null)",
                "salience (System.identityHashCode(\"\"))",
                "timer (int: 1s)",
                "auto-focus true",
                "agenda-group \"limits\"",
            })
    void refuses_attributes_that_change_how_rules_run(String attribute) {
        String drl = ClosedWhenInDoubtTest.odd("limits", "$wanted : Proposal(pauses)", HOLD)
                .replace("@guardrail(\"odd\")", "@guardrail(\"odd\")\n    " + attribute);

        refused(drl, null);
    }

    @Test
    void refuses_other_documents_in_a_dmn_file() {
        assertThat(BrokenRulesTest.problemsOf(Releases.filesWith(
                        Edited.RULES,
                        xml -> xml.replace(
                                "<definitions ",
                                "<!DOCTYPE definitions [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<definitions "))))
                .first()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("a DOCTYPE is not allowed: remove it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<functionDefinition id=\"_f\" kind=\"Java\"><context id=\"_c\"/></functionDefinition>",
                "<functionDefinition id=\"_f\" kind=\"PMML\"><context id=\"_c\"/></functionDefinition>",
                "<literalExpression id=\"_f\"><text>function(x) external {java: {class: \"java.lang.System\"}}</text></literalExpression>",
            })
    void refuses_functions_of_other_languages_in_a_dmn_file(String function) {
        String decision = "<decision id=\"_evil\" name=\"Evil\"><variable id=\"_ev\" name=\"Evil\"/>" + function
                + "</decision>\n  <decision id=\"_service_gate\"";

        assertThat(BrokenRulesTest.problemsOf(Releases.filesWith(
                        Edited.RULES, xml -> xml.replace("<decision id=\"_service_gate\"", decision))))
                .anySatisfy(
                        problem -> assertThat(problem.message()).contains("not allowed: write the formula in FEEL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[DEEP]]",
                "/* \" */ [[DEEP]] /* \" */",
                "/* ))))))))))))))))))))))))))))))))))))))))))))))))) */ [[DEEP]]",
                "// \"\n[[DEEP]] // \"",
                ") ) ) ) ) ) ) ) [[DEEP]]",
                "\"\\u12 [[DEEP]] \"",
                "\" [[DEEP]]",
                "[[DEEP]]<b/>",
                "\"<?x?>[[DEEP]]<?x?>\"",
            })
    void refuses_formulas_that_the_parser_could_not_bear_however_they_are_hidden(String formula) {
        String deep = formula.replace("[[DEEP]]", "[".repeat(60) + "1" + "]".repeat(60));

        assertThat(DmnFence.check("dmn/odd.dmn", model(deep))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function(a) /* plain */ external {java: {class: \"java.lang.Math\", method signature: \"abs(int)\"}}",
                "function(a) // plain\n external {java: {class: \"java.lang.Math\", method signature: \"abs(int)\"}}",
                "function(a) external {java: {class: \"x\", method signature: \"y\"}}<b/>",
            })
    void refuses_functions_in_java_behind_a_comment(String formula) {
        assertThat(DmnFence.check("dmn/odd.dmn", model(formula))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a ) external one [[[[[\"",
                "/* ) external */ 1",
                "\"\\u0041\" // (((((",
                "[[[[1]]]] + 1 / 2",
            })
    void spares_what_is_only_said(String formula) {
        assertThat(DmnFence.check("dmn/odd.dmn", model(formula))).isEmpty();
    }

    private static String model(String formula) {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" namespace=\"n\"><decision name=\"d\">"
                + "<literalExpression><text>" + formula + "</text></literalExpression></decision></definitions>";
    }

    private static void refused(String drl, @Nullable Integer line) {
        assertThat(BrokenRulesTest.problemsOf(Releases.filesWith(ODD, none -> drl)))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.file()).isEqualTo(ODD))
                .anySatisfy(problem -> assertThat(line == null || line.equals(problem.line()))
                        .as(problem.toString())
                        .isTrue());
    }
}
