package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is told at its place in the author's own file, in an author's words. */
class BrokenRulesTest {

    private static final String ODD = "rules/guardrails/odd.drl";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    _proposals_high_cpl_pause_in2        | >> 50          | 1 | CPL, 7 days     | is no condition
                    _proposals_high_cpl_pause_in2        | > fifty        | 1 | CPL, 7 days     | nothing is called fifty
                    _proposals_high_cpl_pause_in2        | > 50 50        | 1 | CPL, 7 days     | extraneous
                    _proposals_high_cpl_pause_in2        | > "fifty"      | 1 | CPL, 7 days     | the column's values are of the type number, and this is a string
                    _proposals_high_cpl_pause_in2        | [40.."fifty"]  | 1 | CPL, 7 days     | it could never be met
                    _proposals_high_cpl_pause_in2        | true           | 1 | CPL, 7 days     | and this is a boolean
                    _proposals_high_cpl_pause_in7        | [100..         | 1 | Spend, 7 days   | [100..
                    _proposals_no_conversions_pause_out1 | "High CPL Pause" | 2 | rule          | is the name of row 1 too
                    _proposals_no_conversions_pause_out2 | "paws"         | 2 | action          | must be one of [budget_increase, budget_reduce, notify, pause]
                    _proposals_low_roas_budget_reduce_out3 | null         | 3 | changePercent   | must be a plain number
                    _proposals_low_roas_budget_reduce_out3 | 25           | 3 | changePercent   | a cut is below 0
                    _proposals_low_roas_budget_reduce_out3 | -100         | 3 | changePercent   | to stop a campaign, pause it
                    _proposals_low_roas_budget_reduce_out4 | null         | 3 | limit           | must be a plain number
                    _proposals_ctr_fatigue_alert_out5      | "loud"       | 7 | level           | must be one of [critical, info, warning]
                    _gate_scale_out2                       | 7.5          | 3 | minimumDays     | must be a whole number
                    _gate_scale_out1                       | ["scale"]    | 3 | actions         | must be a list of
                    """)
    void tells_table_row_and_column_of_a_broken_cell(String cell, String text, int row, String column, String message) {
        List<RuleProblem> problems = problemsAfter(Edited.RULES, Edited.cell(cell, text));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(Edited.RULES);
            assertThat(problem.table()).isIn("Proposals", "Service Gate");
            assertThat(problem.row()).isEqualTo(row);
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void tells_the_column_whose_figure_does_not_exist() {
        assertThat(problemsAfter(Edited.RULES, xml -> xml.replace("windows.d7.cpl", "windows.d7.cpi")))
                .anySatisfy(problem -> {
                    assertThat(problem.table()).isEqualTo("Proposals");
                    assertThat(problem.column()).isEqualTo("CPL, 7 days");
                    assertThat(problem.message()).contains("windows.d7.cpi");
                });
    }

    @Test
    void tells_which_placeholder_of_a_reason_names_no_column() {
        assertThat(problemsAfter(Edited.RULES, xml -> xml.replace("CPL {CPL, 7 days} over", "CPL {CPI, 7 days} over")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.row()).isEqualTo(1);
                    assertThat(problem.column()).isEqualTo("Reason");
                    assertThat(problem.message()).startsWith("{CPI, 7 days} names no column; there are: Platform;");
                });
    }

    @Test
    void tells_that_a_limit_row_for_all_others_is_missing() {
        assertThat(problemsAfter(Edited.LIMITS, Edited.cell("_limits_default_in1", "\"meta\"")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("must cover all others"));
    }

    @Test
    void tells_the_line_where_xml_breaks() {
        assertThat(problemsAfter(Edited.RULES, xml -> xml.replaceFirst("</inputData>", "")))
                .first()
                .satisfies(problem -> {
                    assertThat(problem.line()).isGreaterThan(100);
                    assertThat(problem.message()).contains("not well-formed XML");
                });
    }

    @Test
    void tells_the_line_where_an_element_is_that_dmn_does_not_have() {
        assertThat(problemsAfter(Edited.RULES, xml -> xml.replaceFirst("<inputData ", "<inputDate/>$0")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo(Edited.RULES);
                    assertThat(problem.line()).isGreaterThan(100);
                    assertThat(problem.message()).contains("inputDate");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Proposals", "Service Gate"})
    void tells_that_a_table_was_renamed(String decision) {
        assertThat(problemsAfter(Edited.RULES, xml -> xml.replace("name=\"" + decision + "\"", "name=\"Other\"")))
                .anySatisfy(problem ->
                        assertThat(problem.message()).contains("the model has no decision table \"" + decision + "\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    $wanted : Proposal(pauzes)              | outcome.hold($wanted, "x");      | 13 | the fact has no property "pauzes"
                    $wanted : Proposal(row > )              | outcome.hold($wanted, "x");      | 13 | no viable alternative
                    $wanted : Propozal(row > 1)             | outcome.hold($wanted, "x");      | 13 | there is no fact "Propozal"
                    $wanted : Proposal(row > 1)             | outcome.hold($wonted, "x");      | 15 | nothing is called $wonted
                    $wanted : Proposal(row > 1)             | outcome.hold($wanted, "x")       | 15 | can't be read
                    """)
    void tells_the_line_of_broken_drl(String when, String then, int line, String message) {
        List<RuleProblem> problems = problemsAfter(ODD, none -> ClosedWhenInDoubtTest.odd("limits", when, then));

        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(ODD);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void tells_the_steps_there_are() {
        String drl = ClosedWhenInDoubtTest.odd("limitz", "$wanted : Proposal(pauses)", "outcome.hold($wanted, \"x\");");

        assertThat(problemsAfter(ODD, none -> drl)).singleElement().satisfies(problem -> assertThat(problem.toString())
                .startsWith("rules/guardrails/odd.drl, line 8: rule \"Odd one\" names no step")
                .contains("\"facts first\", \"service gate\""));
    }

    @Test
    void wants_an_owner_a_guardrail_and_a_reason_for_each_rule() {
        String drl = ClosedWhenInDoubtTest.odd("limits", "$wanted : Proposal(pauses)", "outcome.hold($wanted, \"x\");")
                .replace("// For a test.", "")
                .replace("@owner(\"tests\")", "")
                .replace("@guardrail(\"odd\")", "");

        assertThat(problemsAfter(ODD, none -> drl))
                .extracting(RuleProblem::message)
                .containsExactlyInAnyOrder(
                        "rule \"Odd one\" has no @owner(\"…\")",
                        "rule \"Odd one\" has no @guardrail(\"…\")",
                        "rule \"Odd one\" has no comment above it that says why");
    }

    @Test
    void wants_a_name_of_its_own_for_each_rule() {
        assertThat(problemsAfter(
                        "rules/guardrails/copy.drl",
                        none -> Releases.shippedFiles().drl().get("rules/guardrails/rollout.drl")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("\"Hold the comparison group\" is in rules/guardrails/copy.drl too"));
    }

    @Test
    void refuses_to_go_without_guardrails() {
        Map<String, String> tablesOnly = new TreeMap<>(Releases.shippedFiles().dmn());

        assertThat(problemsOf(RuleFiles.of(tablesOnly)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("there is no guardrail"));
    }

    private static List<RuleProblem> problemsAfter(String path, UnaryOperator<String> change) {
        return problemsOf(Releases.filesWith(path, change));
    }

    static List<RuleProblem> problemsOf(RuleFiles files) {
        BrokenRules broken = catchThrowableOfType(BrokenRules.class, () -> CompiledRules.of(files));
        assertThat(broken).as("the rules are broken").isNotNull();
        return broken.problems();
    }
}
