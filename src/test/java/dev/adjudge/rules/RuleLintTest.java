package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjudge.rules.RuleProblem.Code;
import dev.adjudge.rules.RuleProblem.Severity;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What compiles and is likely a mistake is told; what is right is not. */
class RuleLintTest {

    private static final String HIGH_CPL = "_proposals_high_cpl_pause_in";

    @Test
    void the_shipped_rules_give_no_warning() {
        assertThat(RuleLint.of(CompiledRules.of(Releases.shippedFiles())))
                .filteredOn(problem -> problem.severity() != Severity.INFO)
                .isEmpty();
    }

    @Test
    void a_ratio_without_a_volume_is_thin() {
        assertThat(lint(Edited.cells(HIGH_CPL + 6, "-", HIGH_CPL + 7, "-")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.name()).isEqualTo("thin_data:High CPL Pause");
                    assertThat(problem.row()).isEqualTo(1);
                    assertThat(problem.column()).isEqualTo("CPL, 7 days");
                });
        assertThat(lint(Edited.cells(HIGH_CPL + 6, "< 5", HIGH_CPL + 7, "-")))
                .extracting(RuleProblem::name)
                .containsExactly("thin_data:High CPL Pause");
        assertThat(lint(Edited.cells(HIGH_CPL + 6, "-", HIGH_CPL + 7, "[100..1000000]")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[50..40]", "(50..50)", "[50..50)"})
    void a_range_without_a_value_never_matches(String range) {
        assertThat(lint(Edited.cell(HIGH_CPL + 6, range)))
                .extracting(RuleProblem::code)
                .contains(Code.NEVER_MATCHES);
    }

    @Test
    void two_columns_of_one_figure_that_contradict_each_other_never_match() {
        assertThat(lint(xml -> Edited.cells(HIGH_CPL + 6, "> 100", HIGH_CPL + 7, "< 50")
                        .apply(xml.replace("windows.d7.conversions</text>", "windows.d7.spend</text>"))))
                .anySatisfy(problem -> {
                    assertThat(problem.name()).isEqualTo("never_matches:High CPL Pause");
                    assertThat(problem.column()).isEqualTo("Spend, 7 days");
                });
    }

    @Test
    void a_row_that_asks_and_wants_what_another_does_is_told() {
        assertThat(lint(row("High CPL Pause Again", xml -> xml)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(Code.DUPLICATE);
                    assertThat(problem.rule()).isEqualTo("High CPL Pause Again");
                    assertThat(problem.message()).contains("High CPL Pause)");
                });
    }

    @Test
    void a_row_that_speaks_only_where_another_wants_the_same_is_told_wherever_it_stands() {
        UnaryOperator<String> stricter =
                row("Very High CPL Pause", Edited.cell("_proposals_high_cpl_pausex_in2", "> 80"));

        assertThat(lint(stricter)).singleElement().satisfies(problem -> {
            assertThat(problem.name()).isEqualTo("covered:Very High CPL Pause");
            assertThat(problem.message()).contains("row ").contains("High CPL Pause");
        });
        assertThat(lint(row("Lower CPL Notice", xml -> Edited.cell("_proposals_high_cpl_pausex_out2", "\"notify\"")
                        .apply(Edited.cell("_proposals_high_cpl_pausex_out5", "\"info\"")
                                .apply(xml)))))
                .isEmpty();
    }

    @Test
    void a_column_in_which_nobody_asks_anything_is_told() {
        UnaryOperator<String> change = xml -> Edited.cells(
                        "_proposals_ctr_fatigue_alert_in4", "-", "_proposals_ctr_fatigue_alert_in3", "< 1.0")
                .apply(xml.replaceAll("\\{CTR against the 7 days before[^}]*}", "it"));

        assertThat(lint(change))
                .extracting(RuleProblem::name)
                .contains("unused_column:Proposals, CTR against the 7 days before");
    }

    @Test
    void limits_that_an_earlier_row_decides_are_told() {
        RuleFiles files =
                Releases.filesWith(Edited.LIMITS, xml -> Edited.limitsRow("Meta", "\"meta\"", "-", "-", row -> row)
                        .apply(Edited.limitsRow("Everything first", "-", "-", "-", row -> row)
                                .apply(xml)
                                .replace("_limits_special", "_limits_all")));

        assertThat(RuleLint.of(CompiledRules.of(files)))
                .extracting(RuleProblem::name)
                .contains("covered:Meta");
    }

    @Test
    void values_that_no_row_covers_are_told_where_one_row_must_decide() {
        List<RuleProblem> problems = RuleLint.of(CompiledRules.of(Releases.filesWith("dmn/size.dmn", none -> SIZE)));

        assertThat(problems)
                .filteredOn(problem -> problem.file().equals("dmn/size.dmn"))
                .extracting(problem -> problem.severity() + " " + problem.code() + " " + problem.table())
                .contains("WARNING GAP Size", "WARNING OVERLAP Size");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    > conversion           | conversions
                    > windws.d7.cpl        | windows
                    """)
    void a_name_that_nothing_has_is_told_with_the_nearest_that_something_has(String cell, String meant) {
        RuleFiles files = Releases.filesWith(Edited.RULES, Edited.cell(HIGH_CPL + 2, cell));

        BrokenRules broken = catchThrowableOfType(BrokenRules.class, () -> CompiledRules.of(files));

        assertThat(broken.problems())
                .anySatisfy(problem -> assertThat(problem.hint()).isEqualTo("did you mean '" + meant + "'?"));
    }

    @Test
    void a_property_that_no_fact_has_is_told_with_the_nearest() {
        RuleFiles files = Releases.filesWith("rules/guardrails/odd.drl", none -> """
                package rules.guardrails;

                import dev.adjudge.rules.guard.Proposal;

                global dev.adjudge.rules.guard.Outcome outcome;

                // Holds what has a number.
                rule "Odd"
                    @owner("ops")
                    @description("odd")
                    agenda-group "check"
                when
                    $p : Proposal(bukket > 5)
                then
                    outcome.hold($p, "odd");
                end
                """);

        BrokenRules broken = catchThrowableOfType(BrokenRules.class, () -> CompiledRules.of(files));

        assertThat(broken.problems()).isNotEmpty();
        assertThat(broken.problems())
                .filteredOn(problem -> problem.message().contains("bukket"))
                .allSatisfy(problem -> assertThat(problem.hint()).isEqualTo("did you mean 'bucket'?"));
    }

    private static List<RuleProblem> lint(UnaryOperator<String> change) {
        return RuleLint.of(CompiledRules.of(Releases.filesWith(Edited.RULES, change))).stream()
                .filter(problem -> problem.severity() != Severity.INFO)
                .toList();
    }

    /** A copy of the first row at the end, under another name and with other cells. */
    private static UnaryOperator<String> row(String name, UnaryOperator<String> change) {
        return xml -> {
            int start = xml.indexOf("<rule id=\"_proposals_high_cpl_pause\">");
            int end = xml.indexOf("</rule>", start) + "</rule>".length();
            String row = change.apply(xml.substring(start, end)
                    .replace("_proposals_high_cpl_pause", "_proposals_high_cpl_pausex")
                    .replace("_proposals_high_cpl_pausex_inx", "_proposals_high_cpl_pausex_in")
                    .replace("\"High CPL Pause\"", '"' + name + '"'));
            int last = xml.indexOf("</decisionTable>", end);
            return xml.substring(0, last) + row + xml.substring(last);
        };
    }

    private static final String SIZE = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="_size" name="Size" namespace="urn:size">
              <inputData id="_n" name="n"><variable id="_nv" name="n" typeRef="number"/></inputData>
              <decision id="_d" name="Size">
                <variable id="_dv" name="Size" typeRef="string"/>
                <informationRequirement id="_r"><requiredInput href="#_n"/></informationRequirement>
                <decisionTable id="_t" hitPolicy="UNIQUE">
                  <input id="_i" label="n"><inputExpression id="_e" typeRef="number"><text>n</text></inputExpression></input>
                  <output id="_o" typeRef="string"/>
                  <rule id="_1"><inputEntry id="_1i"><text>[0..10]</text></inputEntry><outputEntry id="_1o"><text>"small"</text></outputEntry></rule>
                  <rule id="_2"><inputEntry id="_2i"><text>[10..20]</text></inputEntry><outputEntry id="_2o"><text>"medium"</text></outputEntry></rule>
                  <rule id="_3"><inputEntry id="_3i"><text>&gt;= 30</text></inputEntry><outputEntry id="_3o"><text>"large"</text></outputEntry></rule>
                </decisionTable>
              </decision>
            </definitions>
            """;
}
