package dev.adjudge.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    High CPL Pause                | Pause a campaign on meta whose CPL over 7 days is above 50, Conversions over 7 days is at least 5 and Spend over 7 days is at least 100
                    No Conversions Pause          | Pause a campaign on meta or google_ads whose Conversions over 7 days is 0 and Spend over 7 days is at least 150
                    Low ROAS Budget Reduce        | Cut by 25 %, not under 50 a day, the budget of a campaign on google_ads whose ROAS over 7 days is below 2.0 and Spend over 7 days is at least 200
                    CTR Fatigue Alert             | Tell people (info) of any campaign whose CTR against the 7 days before is below 0.6 and Impressions over 7 days is at least 10000
                    Many Refused Sign-ins         | Tell people (critical) of an anomaly when Kind is refused_sign_ins and Count is at least 20
                    """)
    void says_what_a_row_does(String rule, String words) {
        assertThat(CompiledRules.of(Releases.shippedFiles()).register())
                .filteredOn(registered -> registered.name().equals(rule))
                .singleElement()
                .extracting(RegisteredRule::words)
                .isEqualTo(words);
    }

    @Test
    void says_conditions_of_each_kind() {
        assertThat(RuleWords.condition("<= 3")).isEqualTo("is at most 3");
        assertThat(RuleWords.condition("[1..2)")).isEqualTo("is between 1 and 2 (not itself)");
        assertThat(RuleWords.condition("not(\"meta\", \"google_ads\")")).isEqualTo("is not meta or google_ads");
        assertThat(RuleWords.condition("> windows.d7.cpl")).isEqualTo("meets > windows.d7.cpl");
    }
}
