package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static dev.adjudge.rules.Campaigns.dearLeads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Until;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The column {@code until} of the proposals: when a pause ends by itself. */
class UntilTest {

    private static final String CELL = "_proposals_high_cpl_pause_out6";

    @Test
    void a_shipped_pause_is_ended_by_a_person() {
        assertThat(proposed(UnaryOperator.identity())).isEqualTo(new Action.Pause("active"));
    }

    @Test
    void a_row_states_a_duration_a_moment_or_a_condition() {
        assertThat(until("\"P3D\"")).isEqualTo(new Until.After("P3D"));
        assertThat(until("\" PT12H \"")).isEqualTo(new Until.After("PT12H"));
        assertThat(until("\"2026-12-24\"")).isEqualTo(new Until.At(Instant.parse("2026-12-24T00:00:00Z")));
        assertThat(until("\"2026-12-24T06:00:00+01:00\""))
                .isEqualTo(new Until.At(Instant.parse("2026-12-24T05:00:00Z")));
        assertThat(until("\"2026-12-24T06:00\"")).isEqualTo(new Until.At(Instant.parse("2026-12-24T06:00:00Z")));
        assertThat(until("\"windows.d7.roas > 2\"")).isEqualTo(new Until.Met("windows.d7.roas > 2"));
        assertThat(until("\"campaign.status = \\\"paused\\\" and daysSinceLaunch > 30\""))
                .isEqualTo(new Until.Met("campaign.status = \"paused\" and daysSinceLaunch > 30"));
        assertThat(until("null")).isNull();
        assertThat(until("\"\"")).isNull();
    }

    @Test
    void tables_of_earlier_releases_have_no_such_column() {
        UnaryOperator<String> without = xml -> xml.replaceAll("(?s)\\s*<output [^>]*name=\"until\"[^>]*/>", "")
                .replaceAll("(?s)\\s*<outputEntry id=\"_proposals_\\w+_out6\">.*?</outputEntry>", "")
                .replaceAll("(?s)\\s*<itemComponent id=\"_tProposal_until\".*?</itemComponent>", "");
        assertThat(without.apply(Releases.shippedFiles().contents().get(Edited.RULES)))
                .doesNotContain("until\"");

        assertThat(proposed(without)).isEqualTo(new Action.Pause("active"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    _proposals_high_cpl_pause_out6         | "P"                        | 1 | is no duration of days and smaller parts
                    _proposals_high_cpl_pause_out6         | "P1M"                      | 1 | such as "P3D" or "PT12H"
                    _proposals_high_cpl_pause_out6         | "P0D"                      | 1 | is not between a minute, "PT1M", and a year, "P366D"
                    _proposals_high_cpl_pause_out6         | "-P3D"                     | 1 | is not between
                    _proposals_high_cpl_pause_out6         | "P367D"                    | 1 | is not between
                    _proposals_high_cpl_pause_out6         | "2026-02-30"               | 1 | is no date, and no date and time
                    _proposals_high_cpl_pause_out6         | "2026-12-24T25:00"         | 1 | is no date, and no date and time
                    _proposals_high_cpl_pause_out6         | "windows.d7.rosa > 2"      | 1 | at character 1, "windows.d7.rosa": a campaign has no 'windows.d7.rosa'; it has windows.d7.c
                    _proposals_high_cpl_pause_out6         | "windows.d7.roas"          | 1 | must be true or false of a campaign, and this is a number; for example windows.d7.roas > 2
                    _proposals_high_cpl_pause_out6         | "roas > 2"                 | 1 | a campaign has no 'roas'
                    _proposals_high_cpl_pause_out6         | "d7.roas > \\"high\\""     | 1 | a number can't be compared with a text
                    _proposals_high_cpl_pause_out6         | "d7.roas > "               | 1 | is not a FEEL expression
                    _proposals_high_cpl_pause_out6         | "for i in 1..9 return i"   | 1 | can't be asked here
                    _proposals_high_cpl_pause_out6         | "now() > @\\"2026-01-01\\"" | 1 | the function 'now' can't be asked here
                    _proposals_high_cpl_pause_out6         | 3                          | 1 | must be a text in quotes
                    _proposals_high_cpl_pause_out6         | duration("P3D")            | 1 | must be a text in quotes
                    _proposals_low_roas_budget_reduce_out6 | "P3D"                      | 3 | only a pause ends by itself, and this row wants budget_reduce
                    _proposals_ctr_fatigue_alert_out6      | "P3D"                      | 7 | only a pause ends by itself, and this row wants notify
                    """)
    void what_ends_no_pause_is_told_at_its_row_and_column(String cell, String text, int row, String message) {
        BrokenRules broken =
                catchThrowableOfType(BrokenRules.class, () -> Releases.with(Edited.RULES, Edited.cell(cell, text)));

        assertThat(broken.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(Edited.RULES);
            assertThat(problem.table()).isEqualTo("Proposals");
            assertThat(problem.row()).isEqualTo(row);
            assertThat(problem.column()).isEqualTo("until");
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void a_formula_in_it_that_would_take_for_ever_is_refused() {
        BrokenRules broken = catchThrowableOfType(
                BrokenRules.class,
                () -> Releases.with(
                        Edited.RULES,
                        Edited.cell(CELL, "\"" + "(".repeat(80) + "d7.roas > 2" + ")".repeat(80) + "\"")));

        assertThat(broken.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("nested more than 50 deep"));
    }

    @Test
    void a_rule_says_in_words_when_its_pause_ends() {
        assertThat(words("\"P3D\"")).startsWith("Pause for 3 days a campaign on meta whose CPL");
        assertThat(words("\"P1DT12H\"")).startsWith("Pause for 1 day 12 hours a campaign on meta");
        assertThat(words("\"2026-12-24\"")).startsWith("Pause, until 2026-12-24T00:00:00Z, a campaign on meta");
        assertThat(words("\"d7.roas > 2\"")).startsWith("Pause, until d7.roas > 2, a campaign on meta");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    windows.d7.spend > 200                             | true
                    d7.spend < 200                                     | false
                    d7.spend between 200 and 700                       | true
                    d7.spend in [1..2]                                 | false
                    campaign.platform = "meta" and d7.spend > 200      | true
                    not(platform = "meta")                             | false
                    upper case(status) = "ACTIVE"                      | true
                    starts with(campaign.currency, "US")               | true
                    d7.conversions > 1                                 |
                    not(d7.conversions > 1)                            |
                    d7.conversions > 1 and d7.spend < 200              | false
                    d7.conversions > 1 or d7.spend > 200               | true
                    d7.conversions > 1 or d7.spend < 200               |
                    d7.conversions = null                              | true
                    d7.conversions != null                             | false
                    d7.spend / 0 > 1                                   |
                    d7.spend * 2 + 1 - 1 = 1000.00                     | true
                    -d7.spend < 0                                      | true
                    """)
    void a_condition_is_true_false_or_not_known(String condition, @Nullable Boolean answer) {
        var campaign = aCampaign("summer")
                .spending("500")
                .convertingNobodyKnowsHowOften()
                .build();

        assertThat(CampaignCondition.of(condition).met(campaign)).isEqualTo(Optional.ofNullable(answer));
    }

    @Test
    void names_the_figures_that_nobody_knows() {
        var campaign = aCampaign("summer").convertingNobodyKnowsHowOften().build();

        assertThat(CampaignCondition.of("d7.cpl < 40 and d7.spend > 1 and windows.d7.conversions > 3")
                        .unknown(campaign))
                .isEqualTo(List.of("d7.cpl", "windows.d7.conversions"));
    }

    private static @Nullable Until until(String cell) {
        return ((Action.Pause) proposed(Edited.cell(CELL, cell))).until();
    }

    private static Action proposed(UnaryOperator<String> change) {
        return Releases.with(Edited.RULES, change)
                .propose(dearLeads("summer").build())
                .get(0)
                .action();
    }

    private static String words(String cell) {
        return CompiledRules.of(Releases.filesWith(Edited.RULES, Edited.cell(CELL, cell))).register().stream()
                .filter(rule -> rule.name().equals("High CPL Pause"))
                .findFirst()
                .orElseThrow()
                .words();
    }
}
