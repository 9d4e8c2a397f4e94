package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static dev.adjudge.rules.Campaigns.dearLeads;
import static dev.adjudge.rules.Campaigns.goodReturn;
import static dev.adjudge.rules.Campaigns.poorReturn;
import static dev.adjudge.rules.Campaigns.tired;
import static dev.adjudge.rules.Judgement.assertThat;
import static dev.adjudge.rules.Judgement.decide;

import dev.adjudge.decision.Matched;
import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.CampaignFacts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Facts first, service gate, conflicts: steps 1 to 3. */
@ExtendWith(Evidence.class)
class CampaignGuardrailsTest {

    private static final String PAUSE = "High CPL Pause";
    private static final String CUT = "Low ROAS Budget Reduce";
    private static final String RAISE = "High ROAS Budget Increase";
    private static final String FATIGUE = "CTR Fatigue Alert";

    // ------------------------------------------------------------------------------------------ 1 facts first

    @Test
    @Fires("Suppress a raise when a figure is missing")
    void suppresses_a_raise_of_an_unknown_budget() {
        assertThat(decide(goodReturn("star").withUnknownBudget()))
                .suppressed(RAISE)
                .because("the daily budget is unknown")
                .by("facts-first");
        assertThat(decide(goodReturn("star").withoutAnyData()))
                .suppressed(RAISE)
                .because("the age of the data is unknown");
    }

    @Test
    @Spares("Suppress a raise when a figure is missing")
    void allows_a_raise_when_all_is_known() {
        assertThat(decide(goodReturn("star"))).allowed(RAISE).withoutObjection();
    }

    @Test
    @Fires("Hold a raise while people complain of the ads")
    void holds_a_raise_while_people_complain() {
        assertThat(decide(goodReturn("star").complainedOfBy(10)))
                .held(RAISE)
                .because("10 complaints under its ads in 24 hours, from 10 on a person decides")
                .by("complaints");
    }

    @Test
    @Spares("Hold a raise while people complain of the ads")
    void nine_complaints_hold_nothing_and_a_cut_goes_on_anyway() {
        assertThat(decide(goodReturn("star").complainedOfBy(9))).allowed(RAISE);
        assertThat(decide(poorReturn("poor").complainedOfBy(50))).allowed(CUT);
    }

    @Test
    @Fires("Hold anything else when a figure is missing")
    void holds_what_rests_on_a_missing_figure() {
        assertThat(decide(poorReturn("poor").withUnknownBudget())).held(CUT).because("the daily budget is unknown");
        assertThat(decide(dearLeads("dear").withoutAnyData())).held(PAUSE).because("the age of the data is unknown");
        assertThat(decide(tired("worn").withoutAnyData())).held(FATIGUE).because("the age of the data is unknown");
        assertThat(Judgement.ofARun()
                        .decides(List.of(testedWithoutAnswer(dearLeads("dear").build()))))
                .held(PAUSE)
                .because("Conversions, 7 days is unknown");
    }

    @Test
    @Spares("Hold anything else when a figure is missing")
    void needs_no_budget_to_pause() {
        assertThat(decide(dearLeads("dear").withUnknownBudget())).allowed(PAUSE);
    }

    @Test
    @Fires("Suppress a raise on old data")
    void suppresses_a_raise_on_data_older_than_two_days() {
        assertThat(decide(goodReturn("star").withDataOfHoursAgo(72)))
                .suppressed(RAISE)
                .because("the last data is 72 hours old, at most 48 allowed");
    }

    @Test
    @Spares("Suppress a raise on old data")
    void allows_a_raise_on_data_of_exactly_two_days() {
        assertThat(decide(goodReturn("star").withDataOfHoursAgo(48))).allowed(RAISE);
    }

    @Test
    @Fires("Hold anything else on old data")
    void holds_a_pause_a_cut_and_a_notification_on_old_data() {
        String why = "the last data is 49 hours old, at most 48 allowed";
        assertThat(decide(dearLeads("dear").withDataOfHoursAgo(49))).held(PAUSE).because(why);
        assertThat(decide(poorReturn("poor").withDataOfHoursAgo(49))).held(CUT).because(why);
        assertThat(decide(tired("worn").withDataOfHoursAgo(49))).held(FATIGUE).because(why);
    }

    @Test
    @Spares("Hold anything else on old data")
    void allows_a_pause_on_data_of_exactly_two_days() {
        assertThat(decide(dearLeads("dear").withDataOfHoursAgo(48))).allowed(PAUSE);
    }

    // ------------------------------------------------------------------------------------------ 2 service gate

    @Test
    @Fires({"Suppress before a campaign has served long enough", "Service gate: stop on Meta"})
    void spares_a_campaign_in_its_first_fortnight() {
        var young = aCampaign("summer").on("meta").launchedDaysAgo(13).withCostPerLead("80");

        assertThat(decide(young))
                .suppressed(PAUSE)
                .because("13 days since launch, at least 14 needed")
                .by("service-gate");
    }

    @Test
    @Spares({"Suppress before a campaign has served long enough", "Service gate: stop on Meta"})
    void pauses_a_campaign_on_its_fourteenth_day() {
        assertThat(decide(dearLeads("summer").launchedDaysAgo(14).seenInFortnight(1_000)))
                .allowed(PAUSE);
    }

    @Test
    @Fires({"Suppress before a campaign was seen often enough", "Service gate: stop on Google Ads"})
    void spares_a_campaign_that_hardly_anybody_saw() {
        assertThat(decide(poorReturn("quiet").seenInFortnight(830)))
                .suppressed(CUT)
                .because("830 impressions in 14 days, at least 1000 needed");
        assertThat(decide(dearLeads("quiet").seenInFortnight(999)))
                .suppressed(PAUSE)
                .because("999 impressions in 14 days, at least 1000 needed");
    }

    @Test
    @Spares({"Suppress before a campaign was seen often enough", "Service gate: stop on Google Ads"})
    void cuts_a_campaign_that_was_seen_exactly_often_enough() {
        assertThat(decide(poorReturn("quiet").seenInFortnight(1_000).launchedDaysAgo(14)))
                .allowed(CUT);
    }

    @Test
    @Fires("Service gate: scale on Meta and Google Ads")
    void scales_nothing_in_its_first_week() {
        assertThat(decide(goodReturn("star").launchedDaysAgo(6)))
                .suppressed(RAISE)
                .because("6 days since launch, at least 7 needed");
        assertThat(decide(goodReturn("star").seenInFortnight(499)))
                .suppressed(RAISE)
                .because("499 impressions in 14 days, at least 500 needed");
    }

    @Test
    @Spares("Service gate: scale on Meta and Google Ads")
    void scales_after_a_week() {
        assertThat(decide(goodReturn("star").launchedDaysAgo(7).seenInFortnight(500)))
                .allowed(RAISE);
    }

    @Test
    @Fires("Service gate: any other platform")
    void gates_platforms_that_the_table_does_not_name() {
        var everywhere = Releases.with(Edited.RULES, Edited.cell("_proposals_high_cpl_pause_in1", "-"));

        assertThat(Judgement.ofARun()
                        .by(everywhere)
                        .decides(dearLeads("new").on("tiktok").launchedDaysAgo(13)))
                .suppressed(PAUSE)
                .because("13 days since launch, at least 14 needed");
    }

    @Test
    @Spares("Service gate: any other platform")
    void opens_the_gate_of_other_platforms_after_a_fortnight() {
        var everywhere = Releases.with(Edited.RULES, Edited.cell("_proposals_high_cpl_pause_in1", "-"));

        assertThat(Judgement.ofARun()
                        .by(everywhere)
                        .decides(dearLeads("new").on("tiktok").launchedDaysAgo(14)))
                .allowed(PAUSE);
    }

    @Test
    @Fires("Hold when nobody knows how long a campaign has served")
    void holds_when_the_gate_cannot_be_asked() {
        assertThat(decide(dearLeads("dear").launchedNobodyKnowsWhen()))
                .held(PAUSE)
                .because("nobody knows how long or how much the campaign has served");
        assertThat(decide(dearLeads("dear").seenNobodyKnowsHowOften())).held(PAUSE);
    }

    @Test
    void suppresses_when_one_half_of_the_gate_is_unknown_and_the_other_is_closed() {
        assertThat(decide(dearLeads("dear").launchedNobodyKnowsWhen().seenInFortnight(10)))
                .suppressed(PAUSE)
                .because("10 impressions in 14 days, at least 1000 needed");
    }

    @Test
    @Spares({"Hold when nobody knows how long a campaign has served", "Hold what no service gate covers"})
    void never_gates_a_notification() {
        assertThat(decide(tired("worn")
                        .launchedNobodyKnowsWhen()
                        .seenInFortnight(1)
                        .launchedDaysAgo(1)))
                .allowed(FATIGUE)
                .withoutObjection();
    }

    @Test
    @Fires("Hold what no service gate covers")
    void holds_an_action_that_the_gate_forgot() {
        var forgotten = Releases.with(Edited.RULES, Edited.cell("_gate_meta_stop_out1", "[\"budget_reduce\"]"));

        assertThat(Judgement.ofARun().by(forgotten).decides(dearLeads("dear")))
                .held(PAUSE)
                .because("no service gate covers pause of meta:dear");
    }

    // ------------------------------------------------------------------------------------------ 3 conflicts

    @Test
    @Fires("A pause goes before everything else")
    void a_pause_beats_a_budget_change_and_a_later_pause() {
        var release = Releases.with(
                Edited.RULES,
                Edited.cells(
                        "_proposals_no_conversions_pause_in6", ">= 0",
                        "_proposals_low_roas_budget_reduce_meta_in2", "-",
                        "_proposals_high_roas_budget_increase_in3", "> 0"));
        var campaign = dearLeads("dear").converting("10").earning("300");

        var verdicts = Judgement.ofARun().by(release).decides(campaign);

        String why = "the pause of \"High CPL Pause\" goes first";
        assertThat(verdicts).allowed(PAUSE).withoutObjection();
        assertThat(verdicts).suppressed("No Conversions Pause").because(why).by("conflict");
        assertThat(verdicts).suppressed("Low ROAS Budget Reduce (Meta)").because(why);
        assertThat(verdicts).suppressed(RAISE).because(why);
    }

    @Test
    @Spares("A pause goes before everything else")
    void a_pause_does_not_silence_a_notification_or_another_campaign() {
        var verdicts =
                decide(dearLeads("dear").seen(10_000).clicked(20).afterAWeekOf(10_000, 100, "10"), goodReturn("star"));

        assertThat(verdicts).of("dear").allowed(PAUSE);
        assertThat(verdicts).of("dear").allowed(FATIGUE).withoutObjection();
        assertThat(verdicts).of("star").allowed(RAISE).withoutObjection();
    }

    @Test
    @Spares({"The larger cut goes before other budget changes", "The smaller raise goes before larger ones"})
    void a_suppressed_pause_beats_nobody() {
        var release = Releases.with(Edited.RULES, Edited.cell("_proposals_low_roas_budget_reduce_meta_in2", "-"));
        var young = dearLeads("young").earning("300").launchedDaysAgo(13);

        var verdicts = Judgement.ofARun().by(release).decides(young);

        assertThat(verdicts).suppressed(PAUSE).because("13 days since launch, at least 14 needed");
        assertThat(verdicts)
                .suppressed("Low ROAS Budget Reduce (Meta)")
                .because("13 days since launch, at least 14 needed");
    }

    @Test
    @Fires("The larger cut goes before other budget changes")
    void the_larger_cut_beats_the_smaller_and_any_raise() {
        var release = Releases.with(
                Edited.RULES,
                Edited.cells(
                        "_proposals_low_roas_budget_reduce_meta_in1", "\"google_ads\"",
                        "_proposals_low_roas_budget_reduce_meta_in2", "-",
                        "_proposals_low_roas_budget_reduce_meta_out3", "-30",
                        "_proposals_high_roas_budget_increase_google_in3", "> 1"));

        var verdicts = Judgement.ofARun()
                .by(release)
                .decides(poorReturn("poor").spending("600").withReturn("1.4"));

        String why = "the reduction of \"Low ROAS Budget Reduce (Meta)\" goes first";
        assertThat(verdicts).allowed("Low ROAS Budget Reduce (Meta)").settingBudgetTo("70");
        assertThat(verdicts).suppressed(CUT).because(why);
        assertThat(verdicts).suppressed("High ROAS Budget Increase (Google)").because(why);
    }

    @Test
    void of_two_equal_cuts_the_first_in_the_table_wins() {
        var release = Releases.with(
                Edited.RULES,
                Edited.cells(
                        "_proposals_low_roas_budget_reduce_meta_in1", "\"google_ads\"",
                        "_proposals_low_roas_budget_reduce_meta_in2", "-"));

        var verdicts = Judgement.ofARun().by(release).decides(poorReturn("poor").withReturn("1.4"));

        assertThat(verdicts).allowed(CUT);
        assertThat(verdicts)
                .suppressed("Low ROAS Budget Reduce (Meta)")
                .because("the reduction of \"Low ROAS Budget Reduce\" goes first");
    }

    @Test
    @Fires("The smaller raise goes before larger ones")
    void the_smaller_raise_beats_the_larger() {
        var release = Releases.with(
                Edited.RULES,
                Edited.cells(
                        "_proposals_high_roas_budget_increase_google_in1", "\"meta\"",
                        "_proposals_high_roas_budget_increase_google_out3", "10"));

        var verdicts = Judgement.ofARun().by(release).decides(goodReturn("star"));

        assertThat(verdicts).allowed("High ROAS Budget Increase (Google)").settingBudgetTo("110");
        assertThat(verdicts)
                .suppressed(RAISE)
                .because("the smaller increase of \"High ROAS Budget Increase (Google)\" goes first");
    }

    /** A row that tests a figure in a way that a missing one passes. */
    private static Case testedWithoutAnswer(CampaignFacts facts) {
        Proposal proposal = Releases.shipped().propose(facts).get(0);
        Matched matched = new Matched(
                proposal.matched().model(),
                proposal.matched().decision(),
                1,
                proposal.matched().ruleId(),
                List.of(new Matched.Tested("Conversions, 7 days", "not(0)", null)));
        return new Case(
                facts,
                List.of(new Proposal(
                        proposal.rule(), proposal.subject(), proposal.action(), proposal.reason(), matched)));
    }
}
