package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjudge.rules.dmn.RuleTests;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests beside the models say what a change breaks, in the words of the spreadsheet. */
@QuarkusTest
class RuleTestsTest {

    private static final String TESTS = "dmn/tests/campaign-optimization.csv";

    private static final String KIT = """
            <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <modelName>guardrail-limits.dmn</modelName>
              <testCase id="001">
                <inputNode name="platform"><value xsi:type="string">meta</value></inputNode>
                <inputNode name="account"><value xsi:nil="true"/></inputNode><inputNode name="campaign"/>
                <resultNode name="Limits"><expected>
                  <component name="dataAgeHours"><value xsi:type="decimal">48</value></component>
                  %s
                </expected></resultNode>
              </testCase>
            </testCases>
            """.formatted(Map.ofEntries(
                    Map.entry("minimumDailyBudget", 50),
                    Map.entry("maximumDailyBudget", 1000),
                    Map.entry("cutPercent", 50),
                    Map.entry("raisePercent", 100),
                    Map.entry("cooldownHours", 24),
                    Map.entry("flipFlopHours", 72),
                    Map.entry("compoundingDays", 7),
                    Map.entry("compoundingCutPercent", 60),
                    Map.entry("compoundingRaisePercent", 120),
                    Map.entry("accountRaisePercent", 20),
                    Map.entry("pausedPercent", 20),
                    Map.entry("pausedCampaigns", 3),
                    Map.entry("pausedTotal", 50),
                    Map.entry("complaints", 10))
            .entrySet()
            .stream()
            .map(limit -> "<component name=\"" + limit.getKey() + "\"><value xsi:type=\"decimal\">" + limit.getValue()
                    + "</value></component>")
            .collect(Collectors.joining()));

    @Inject
    RuleTests tests;

    @Inject
    ReleaseStore store;

    @Test
    void the_shipped_tests_pass_and_hit_every_row() {
        assertThat(check(files -> {})).isEmpty();
    }

    @Test
    void a_changed_threshold_shows_what_was_expected_what_came_and_what_matched() {
        List<RuleProblem> problems = check(files -> files.compute(
                Edited.RULES, (path, xml) -> edit(xml, Edited.cell("_proposals_high_cpl_pause_in2", "> 55"))));

        assertThat(problems).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.severity()).isEqualTo(RuleProblem.Severity.ERROR);
            assertThat(problem.file()).isEqualTo(TESTS);
            assertThat(problem.line()).isEqualTo(2);
        });
        assertThat(problems)
                .extracting(RuleProblem::column, RuleProblem::message)
                .contains(org.assertj.core.groups.Tuple.tuple(
                        "expected.Proposals.rule",
                        "expected High CPL Pause, got nothing; rows that matched: Service Gate 1, Service Gate 3"));
    }

    @Test
    void a_row_that_no_test_hits_is_told() {
        assertThat(check(files -> files.compute(TESTS, (path, csv) -> {
                    StringBuilder kept = new StringBuilder();
                    String.valueOf(csv)
                            .lines()
                            .filter(line -> !line.contains("klaviyo"))
                            .forEach(line -> kept.append(line).append('\n'));
                    return kept.toString();
                })))
                .extracting(RuleProblem::severity, RuleProblem::table, RuleProblem::row)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(RuleProblem.Severity.INFO, "Proposals", 8),
                        org.assertj.core.groups.Tuple.tuple(RuleProblem.Severity.INFO, "Service Gate", 4));
    }

    @Test
    void a_spreadsheet_of_other_countries_is_read_too() {
        assertThat(errors(
                        "campaign.platform;windows.d7.cpl;windows.d7.conversions;windows.d7.spend;;expected.Proposals.rule\r\n"
                                + "meta;50.01;5;100;;High CPL Pause\r\n;;;;;\r\n\"meta\";50;5;100;;\r\n"))
                .isEmpty();
    }

    @Test
    void what_can_not_be_a_test_is_told_at_its_place() {
        assertThat(errors("")).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("empty"));
        assertThat(errors("campaign.platform,windows.d7.cpx,expected.Proposals.rule\nmeta,1,\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(1);
                    assertThat(problem.column()).isEqualTo("windows.d7.cpx");
                });
        assertThat(errors("campaign.platform,expected.Proposal.rule\nmeta,\n"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("Proposals"));
        assertThat(errors("campaign.platform\nmeta\n"))
                .anySatisfy(problem -> assertThat(problem.message()).contains("nothing is tested"));
        assertThat(errors("windows.d7.cpl,expected.Proposals.rule\nmuch,\n"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.message()).contains("windows.d7.cpl").contains("not a number");
                });
        assertThat(errors("campaign.platform,expected.Proposals.rule\n\"meta,\n"))
                .isNotEmpty();
        assertThat(errors("campaign.platform,expected.Proposals.rule\n" + "meta,\n".repeat(10_001)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("10000"));
        assertThat(check(files -> files.put("dmn/tests/none-such.csv", "a,b\n")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("there is no dmn/none-such.dmn"));
    }

    @Test
    void test_cases_of_the_compatibility_kit_are_run_too() {
        assertThat(xml(KIT)).isEmpty();
        assertThat(xml(KIT.replace(">48<", ">47<"))).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("dmn/tests/kit.xml");
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isEqualTo("001, Limits");
            assertThat(problem.message()).contains("dataAgeHours=47", "dataAgeHours=48", "rows that matched: Limits 1");
        });
    }

    @Test
    void a_test_case_without_an_input_that_is_needed_says_so() {
        assertThat(xml(KIT.replace("<inputNode name=\"campaign\"/>", "")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("got null; no row matched; ", "campaign"));
    }

    @Test
    void what_can_not_be_a_test_case_is_told_at_its_line() {
        wrong(KIT.replace("guardrail-limits.dmn", "none.dmn"), 1, "there is no such file");
        wrong(KIT.replace("name=\"platform\"", "name=\"platfrom\""), 3, "no input 'platfrom'");
        wrong(KIT.replace("resultNode name=\"Limits\"", "resultNode name=\"Limit\""), 3, "no decision 'Limit'");
        wrong(KIT.replaceAll("(?s)<resultNode.*</resultNode>", ""), 3, "nothing is tested");
        wrong(
                KIT.replace("<testCase id", "<testCase type=\"decisionService\" invocableName=\"S\" id"),
                3,
                "service 'S'");
        wrong(KIT.replace(">48<", ">many<"), 7, "'many' is no number");
        wrong(KIT.replace("</testCases>", ""), 12, "not well-formed");
        wrong("", 1, "not well-formed");
        wrong("<a/>", 1, "begins with a");
        wrong("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>\n" + KIT, 1, "DOCTYPE");
        wrong("<testCases>" + "<component>".repeat(100_000), 1, "nested deeper");
    }

    private void wrong(String xml, int line, String why) {
        assertThat(xml(xml)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(why);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    private List<RuleProblem> xml(String content) {
        return check(files -> files.put("dmn/tests/kit.xml", content));
    }

    private List<RuleProblem> errors(String csv) {
        return check(files -> files.put(TESTS, csv)).stream()
                .filter(problem -> problem.severity() == RuleProblem.Severity.ERROR)
                .toList();
    }

    private List<RuleProblem> check(java.util.function.Consumer<Map<String, String>> change) {
        Map<String, String> contents = new HashMap<>(Releases.shippedFiles().contents());
        change.accept(contents);
        RuleFiles files = RuleFiles.of(contents);
        return tests.check(store.numbered(1, CompiledRules.of(files)));
    }

    private static String edit(@org.jspecify.annotations.Nullable String xml, UnaryOperator<String> change) {
        return change.apply(String.valueOf(xml));
    }
}
