package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The tests beside the models say what a change breaks, in the words of the spreadsheet. */
@QuarkusTest
class RuleTestsTest {

    private static final String TESTS = "dmn/tests/campaign-optimization.csv";

    @Inject
    @Any
    Instance<ReleaseCheck> checks;

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

    private List<RuleProblem> errors(String csv) {
        return check(files -> files.put(TESTS, csv)).stream()
                .filter(problem -> problem.severity() == RuleProblem.Severity.ERROR)
                .toList();
    }

    private List<RuleProblem> check(java.util.function.Consumer<Map<String, String>> change) {
        Map<String, String> contents = new HashMap<>(Releases.shippedFiles().contents());
        change.accept(contents);
        RuleFiles files = RuleFiles.of(contents);
        return checks.get().check(files.contents(), CompiledRules.of(files).dmn());
    }

    private static String edit(@org.jspecify.annotations.Nullable String xml, UnaryOperator<String> change) {
        return change.apply(String.valueOf(xml));
    }
}
