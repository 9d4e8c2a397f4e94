package dev.adjudge.rules;

import static dev.adjudge.rules.Campaigns.dearLeads;
import static dev.adjudge.rules.Campaigns.goodReturn;
import static dev.adjudge.rules.Campaigns.poorReturn;
import static dev.adjudge.rules.Campaigns.tired;
import static dev.adjudge.rules.Judgement.assertThat;
import static dev.adjudge.rules.Judgement.decide;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits, cooldown, compounding: steps 4 to 6. */
@ExtendWith(Evidence.class)
class BudgetGuardrailsTest {

    private static final String PAUSE = "High CPL Pause";
    private static final String CUT = "Low ROAS Budget Reduce";
    private static final String RAISE = "High ROAS Budget Increase";
    private static final String FATIGUE = "CTR Fatigue Alert";

    // ------------------------------------------------------------------------------------------ 4 limits

    @Test
    @Fires("Suppress the pause of what does not run")
    void pauses_nothing_that_is_paused_already() {
        assertThat(decide(dearLeads("dear").withStatus(Campaign.Status.PAUSED)))
                .suppressed(PAUSE)
                .because("already paused");
        assertThat(decide(dearLeads("dear").withStatus(Campaign.Status.ENDED)))
                .suppressed(PAUSE)
                .because("already ended");
    }

    @Test
    @Spares({"Suppress the pause of what does not run", "Suppress a budget change of what does not run"})
    void pauses_and_cuts_what_runs() {
        assertThat(decide(dearLeads("dear"))).allowed(PAUSE);
        assertThat(decide(poorReturn("poor"))).allowed(CUT);
    }

    @Test
    @Fires("Suppress a budget change of what does not run")
    void changes_no_budget_of_a_paused_campaign() {
        assertThat(decide(goodReturn("star").withStatus(Campaign.Status.PAUSED)))
                .suppressed(RAISE)
                .because("the campaign is paused");
    }

    @Test
    @Fires("Clamp too deep a cut")
    void cuts_by_at_most_half() {
        assertThat(cuttingBy("-51", poorReturn("poor").withDailyBudget("400")))
                .allowed(CUT)
                .settingBudgetTo("200")
                .because("daily budget 200 instead of 196: one action cuts by at most 50 %")
                .by("limits");
    }

    @Test
    @Spares("Clamp too deep a cut")
    void cuts_by_exactly_half() {
        assertThat(cuttingBy("-50", poorReturn("poor").withDailyBudget("400")))
                .allowed(CUT)
                .settingBudgetTo("200")
                .withoutObjection();
    }

    @Test
    @Fires("Clamp too steep a raise")
    void raises_by_at_most_as_much_again() {
        assertThat(raisingBy("101", goodReturn("star").withDailyBudget("200")))
                .allowed(RAISE)
                .settingBudgetTo("400")
                .because("daily budget 400 instead of 402: one action raises by at most 100 %");
    }

    @Test
    @Spares("Clamp too steep a raise")
    void raises_by_exactly_as_much_again() {
        assertThat(raisingBy("100", goodReturn("star").withDailyBudget("200")))
                .allowed(RAISE)
                .settingBudgetTo("400")
                .withoutObjection();
    }

    @Test
    @Fires("Clamp to the row's own floor")
    void cuts_not_under_the_rows_own_floor() {
        assertThat(decide(poorReturn("poor").withDailyBudget("60")))
                .allowed(CUT)
                .settingBudgetTo("50")
                .because("daily budget 50 instead of 45: \"Low ROAS Budget Reduce\" goes not under 50");
    }

    @Test
    @Spares({"Clamp to the row's own floor", "Clamp to the least daily budget"})
    void cuts_to_exactly_the_floor() {
        assertThat(cuttingBy("-50", poorReturn("poor").withDailyBudget("100")))
                .allowed(CUT)
                .settingBudgetTo("50")
                .withoutObjection();
    }

    @Test
    @Fires("Clamp to the row's own cap")
    void raises_not_over_the_rows_own_cap() {
        assertThat(decide(goodReturn("star").withDailyBudget("900")))
                .allowed(RAISE)
                .settingBudgetTo("1000")
                .because("daily budget 1000 instead of 1080: \"High ROAS Budget Increase\" goes not over 1000");
    }

    @Test
    @Spares({"Clamp to the row's own cap", "Clamp to the greatest daily budget"})
    void raises_to_exactly_the_cap() {
        assertThat(raisingBy("25", goodReturn("star").withDailyBudget("800")))
                .allowed(RAISE)
                .settingBudgetTo("1000")
                .withoutObjection();
    }

    @Test
    @Fires("Clamp to the least daily budget")
    void limits_beat_a_rows_own_floor() {
        var release = Releases.with(Edited.RULES, Edited.cell("_proposals_low_roas_budget_reduce_out4", "10"));

        assertThat(Judgement.ofARun().by(release).decides(poorReturn("poor").withDailyBudget("60")))
                .allowed(CUT)
                .settingBudgetTo("50")
                .because("daily budget 50 instead of 45: a daily budget is at least 50");
    }

    @Test
    @Fires("Clamp to the greatest daily budget")
    void limits_of_one_campaign_beat_a_rows_own_cap() {
        var release = Releases.with(
                Edited.LIMITS,
                Edited.limitsRow("Star", "\"meta\"", "-", "\"star\"", Edited.cell("_limits_default_out3", "110")));

        var verdicts = Judgement.ofARun().by(release).decides(goodReturn("star"), goodReturn("other"));

        assertThat(verdicts)
                .of("star")
                .allowed(RAISE)
                .settingBudgetTo("110")
                .because("daily budget 110 instead of 120: a daily budget is at most 110");
        assertThat(verdicts).of("other").allowed(RAISE).settingBudgetTo("120");
    }

    @Test
    void limits_of_one_account_hold_in_it_alone() {
        var release = Releases.with(
                Edited.LIMITS,
                Edited.limitsRow(
                        "Careful",
                        "-",
                        "\"careful\"",
                        "-",
                        Edited.cells("_limits_default_out2", "10", "_limits_default_out3", "40")));

        var verdicts = Judgement.ofARun()
                .by(release)
                .decides(
                        goodReturn("here").inAccount("careful").withDailyBudget("35"),
                        goodReturn("there").inAccount("other").withDailyBudget("100"));

        assertThat(verdicts).of("there").allowed(RAISE).settingBudgetTo("120");
        assertThat(verdicts).of("here").allowed(RAISE).settingBudgetTo("40");
    }

    @Test
    @Fires("Suppress what changes nothing")
    void a_cut_that_a_floor_turns_into_a_raise_is_no_cut() {
        String why = "the daily budget is 40 already and the limits leave no change";
        assertThat(decide(poorReturn("poor").withDailyBudget("40")))
                .suppressed(CUT)
                .because(why);
        assertThat(decide(poorReturn("poor").withDailyBudget("50"))).suppressed(CUT);
        assertThat(decide(goodReturn("star").withDailyBudget("1000"))).suppressed(RAISE);
        assertThat(decide(goodReturn("star").withDailyBudget("1500"))).suppressed(RAISE);
    }

    @Test
    @Spares("Suppress what changes nothing")
    void the_smallest_change_is_one() {
        assertThat(decide(poorReturn("poor").withDailyBudget("50.01")))
                .allowed(CUT)
                .settingBudgetTo("50");
        assertThat(decide(goodReturn("star").withDailyBudget("999.99")))
                .allowed(RAISE)
                .settingBudgetTo("1000");
    }

    @Test
    @Fires("Hold when no amount is within all limits")
    void holds_when_one_step_cannot_bring_a_budget_back() {
        assertThat(decide(poorReturn("huge").withDailyBudget("3000")))
                .held(CUT)
                .because("no single step brings 3000 a day between 50 and 1000")
                .settingBudgetTo("2250");
        assertThat(decide(goodReturn("tiny").withDailyBudget("20"))).held(RAISE);
    }

    @Test
    @Spares("Hold when no amount is within all limits")
    void one_step_may_bring_a_budget_back() {
        assertThat(decide(poorReturn("large").withDailyBudget("2000")))
                .allowed(CUT)
                .settingBudgetTo("1000");
        assertThat(decide(goodReturn("small").withDailyBudget("25")))
                .allowed(RAISE)
                .settingBudgetTo("50");
    }

    // ------------------------------------------------------------------------------------------ 5 cooldown

    @Test
    @Fires("Suppress the same action within a day")
    void does_nothing_twice_within_a_day() {
        assertThat(decide(goodReturn("star").budgetChangedBy(RAISE, 23, "90", "100")))
                .suppressed(RAISE)
                .because(
                        "\"High ROAS Budget Increase\" did a change_budget here 23 hours ago, at least 24 hours must pass")
                .by("cooldown");
        assertThat(decide(dearLeads("dear").pausedBy("No Conversions Pause", 5)))
                .suppressed(PAUSE)
                .because("\"No Conversions Pause\" did a pause here 5 hours ago, at least 24 hours must pass");
        assertThat(decide(tired("worn").notifiedBy(FATIGUE, 23))).suppressed(FATIGUE);
    }

    @Test
    @Spares("Suppress the same action within a day")
    void may_do_it_again_after_a_day_or_when_a_person_did_it_or_another_alert_was_sent() {
        assertThat(decide(goodReturn("star").budgetChangedBy(RAISE, 24, "90", "100")))
                .allowed(RAISE);
        assertThat(decide(goodReturn("star").budgetChangedByHand(5, "90", "100")))
                .allowed(RAISE);
        assertThat(decide(tired("worn").notifiedBy("Engagement Drop Alert", 5))).allowed(FATIGUE);
    }

    @Test
    @Fires("Hold a change of direction within three days")
    void a_person_decides_on_a_change_of_direction() {
        assertThat(decide(poorReturn("poor").budgetChangedBy("High ROAS Budget Increase (Google)", 71, "90", "100")))
                .held(CUT)
                .because("High ROAS Budget Increase (Google) did the opposite, a change_budget, 71 hours ago, at least"
                        + " 72 hours must pass")
                .by("flip-flop");
        assertThat(decide(goodReturn("star").budgetChangedByHand(30, "120", "100")))
                .held(RAISE);
        assertThat(decide(dearLeads("dear").resumedByHand(30)))
                .held(PAUSE)
                .because("a person did the opposite, a resume, 30 hours ago, at least 72 hours must pass");
    }

    @Test
    @Spares("Hold a change of direction within three days")
    void three_days_later_a_change_of_direction_is_free() {
        assertThat(decide(poorReturn("poor").budgetChangedBy("High ROAS Budget Increase (Google)", 72, "90", "100")))
                .allowed(CUT);
        assertThat(decide(poorReturn("poor").budgetChangedByHand(30, "110", "100")))
                .allowed(CUT);
        assertThat(decide(dearLeads("dear").budgetChangedByHand(30, "90", "100")))
                .allowed(PAUSE);
    }

    @Test
    void suppressed_outranks_held_and_both_are_said() {
        assertThat(decide(goodReturn("star").budgetChangedBy(CUT, 5, "120", "100")))
                .suppressed(RAISE)
                .by("cooldown")
                .saying(
                        "Low ROAS Budget Reduce did the opposite, a change_budget, 5 hours ago, at least 72 hours must pass");
    }

    // ------------------------------------------------------------------------------------------ 6 compounding

    @Test
    @Fires("Hold when a week's changes add up to too much")
    void holds_when_a_week_adds_up_to_too_much() {
        assertThat(decide(poorReturn("poor")
                        .withDailyBudget("150")
                        .budgetChangedByHand(160, "300", "200")
                        .budgetChangedBy(CUT, 80, "200", "150")))
                .held(CUT)
                .because("from 300 to 112.50 within 7 days, all changes together, is more than the limits allow")
                .by("compounding");
        assertThat(decide(goodReturn("star").withDailyBudget("185").budgetChangedByHand(100, "100", "185")))
                .held(RAISE);
    }

    @Test
    @Spares("Hold when a week's changes add up to too much")
    void a_week_may_add_up_to_exactly_the_limit() {
        assertThat(decide(poorReturn("poor").withDailyBudget("160").budgetChangedByHand(100, "300", "160")))
                .allowed(CUT)
                .settingBudgetTo("120");
        assertThat(decide(goodReturn("star").withDailyBudget("220").budgetChangedByHand(100, "120", "220")))
                .allowed(RAISE)
                .settingBudgetTo("264");
        assertThat(decide(poorReturn("older").withDailyBudget("150").budgetChangedByHand(168, "300", "150")))
                .allowed(CUT);
    }

    @Test
    @Fires("Hold when a week's changes can't be added up")
    void holds_when_a_change_started_from_nothing() {
        assertThat(decide(goodReturn("star").budgetChangedByHand(100, "0", "100")))
                .held(RAISE)
                .because("the budget change of 100 hours ago does not say from what");
    }

    @Test
    @Spares("Hold when a week's changes can't be added up")
    void a_budget_that_became_known_counts_from_then_on() {
        assertThat(decide(goodReturn("star").budgetChangedByHand(100, null, "100")))
                .allowed(RAISE);
    }

    private static java.util.List<dev.adjudge.decision.Verdict> cuttingBy(String percent, CampaignBuilder campaign) {
        return Judgement.ofARun()
                .by(Releases.with(Edited.RULES, Edited.cell("_proposals_low_roas_budget_reduce_out3", percent)))
                .decides(campaign);
    }

    private static java.util.List<dev.adjudge.decision.Verdict> raisingBy(String percent, CampaignBuilder campaign) {
        return Judgement.ofARun()
                .by(Releases.with(Edited.RULES, Edited.cell("_proposals_high_roas_budget_increase_out3", percent)))
                .decides(campaign);
    }
}
