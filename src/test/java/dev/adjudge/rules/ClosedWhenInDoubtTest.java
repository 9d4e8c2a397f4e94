package dev.adjudge.rules;

import static dev.adjudge.rules.Campaigns.dearLeads;
import static dev.adjudge.rules.Campaigns.goodReturn;
import static dev.adjudge.rules.Judgement.assertThat;
import static dev.adjudge.rules.Judgement.ofARun;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A guardrail that throws or does not come to an end lets nothing through. */
class ClosedWhenInDoubtTest {

    private static final String PAUSE = "High CPL Pause";

    @Test
    void holds_all_of_the_account_when_a_consequence_throws() {
        var release = withGuardrail(
                "kill switches",
                "$wanted : Proposal(campaign.name == \"bad\")",
                "outcome.hold($wanted, \"budget \" + $wanted.before().negate());");

        var verdicts = ofARun().by(release)
                .decides(
                        dearLeads("bad").inAccount("one"),
                        dearLeads("beside").inAccount("one"),
                        dearLeads("young").inAccount("one").launchedDaysAgo(3),
                        dearLeads("elsewhere").inAccount("two"));

        assertThat(verdicts).of("bad").held(PAUSE);
        assertThat(verdicts).of("beside").held(PAUSE).by("odd");
        assertThat(verdicts).of("young").suppressed(PAUSE).by("service-gate");
        assertThat(verdicts).of("elsewhere").allowed(PAUSE);
    }

    @Test
    void holds_when_a_condition_throws() {
        var release = withGuardrail(
                "facts first", "$wanted : Proposal(before.negate() < 0)", "outcome.suppress($wanted, \"no\");");

        assertThat(ofARun().by(release).decides(dearLeads("dear"))).held(PAUSE).by("odd");
    }

    @Test
    void holds_when_guardrails_never_come_to_an_end() {
        var release = withGuardrail(
                "limits",
                "$wanted : Proposal(raises, $after : after, after > 0)",
                "outcome.clamp($wanted, $after.add($after), \"up\");");

        assertThat(ofARun().by(release).decides(goodReturn("star"))).held("High ROAS Budget Increase");
    }

    @Test
    void gives_up_on_a_table_that_never_comes_to_an_end() {
        var release = Releases.with(
                "dmn/campaign-optimization.dmn",
                xml -> xml.replaceFirst(
                        "<text>windows.d7.cpl</text>", "<text>count(for i in 1..1000000000 return i * i)</text>"));

        assertThatThrownBy(() -> release.propose(dearLeads("dear").build()))
                .isInstanceOf(RuleFailure.class)
                .hasMessageContaining("table Proposals: stopped, since");
    }

    @Test
    void holds_a_clamp_of_what_has_no_budget() {
        var release = withGuardrail(
                "limits",
                "$wanted : Proposal(pauses, $least : limits.minimumDailyBudget)",
                "outcome.clamp($wanted, $least, \"why\");");

        assertThat(ofARun().by(release).decides(dearLeads("dear")))
                .held(PAUSE)
                .because("guardrail \"Odd one\" could not answer: only a budget change can be clamped, not a pause");
    }

    @Test
    void still_hears_a_kill_switch_after_a_guardrail_failed() {
        var release = withGuardrail(
                "facts first", "$wanted : Proposal(before.negate() < 0)", "outcome.suppress($wanted, \"no\");");

        assertThat(ofARun().by(release).withSwitch("all", "audit").decides(dearLeads("dear")))
                .suppressed(PAUSE)
                .by("kill-switch");
    }

    private static CompiledRelease withGuardrail(String step, String when, String then) {
        return Releases.with("rules/guardrails/odd.drl", none -> odd(step, when, then));
    }

    static String odd(String step, String when, String then) {
        return """
                package rules.guardrails;

                import dev.adjudge.rules.guard.Proposal;

                global dev.adjudge.rules.guard.Outcome outcome;

                // For a test.
                rule "Odd one"
                    @owner("tests")
                    @guardrail("odd")
                    ruleflow-group "%s"
                when
                    %s
                then
                    %s
                end
                """.formatted(step, when, then);
    }
}
