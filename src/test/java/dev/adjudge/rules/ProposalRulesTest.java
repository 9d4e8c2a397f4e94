package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;
import static dev.adjudge.rules.Campaigns.dearLeads;
import static dev.adjudge.rules.Judgement.assertThat;
import static dev.adjudge.rules.Judgement.decide;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Matched;
import java.math.BigDecimal;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Evidence.class)
class ProposalRulesTest {

    private static final String HIGH_CPL = "High CPL Pause";
    private static final String NO_CONVERSIONS = "No Conversions Pause";
    private static final String LOW_ROAS = "Low ROAS Budget Reduce";
    private static final String LOW_ROAS_META = "Low ROAS Budget Reduce (Meta)";
    private static final String HIGH_ROAS = "High ROAS Budget Increase";
    private static final String HIGH_ROAS_GOOGLE = "High ROAS Budget Increase (Google)";
    private static final String FATIGUE = "CTR Fatigue Alert";
    private static final String DROP = "Engagement Drop Alert";

    @Test
    @Fires(HIGH_CPL)
    void pauses_dear_leads_and_says_so_in_the_contracts_words() {
        var campaign = aCampaign("23851")
                .spending("612.40")
                .seen(48_210)
                .clicked(690)
                .converting("9")
                .earning("300.00");

        assertThat(decide(campaign))
                .allowed(HIGH_CPL)
                .proposedBecause("CPL 68.04 over 7 days is above 50 with 9 conversions and 612.40 spent")
                .withoutObjection();
    }

    @Test
    void tells_the_row_and_what_it_tested() {
        var proposal = Releases.shipped().propose(dearLeads("summer").build()).get(0);

        Assertions.assertThat(proposal.action()).isEqualTo(new Action.Pause("active"));
        Assertions.assertThat(proposal.matched())
                .extracting(Matched::model, Matched::decision, Matched::row, Matched::ruleId)
                .containsExactly("Campaign Optimization", "Proposals", 1, "_proposals_high_cpl_pause");
        Assertions.assertThat(proposal.matched().inputs())
                .extracting(Matched.Tested::input, Matched.Tested::test)
                .containsExactly(
                        Assertions.tuple("Platform", "\"meta\""),
                        Assertions.tuple("CPL, 7 days", "> 50"),
                        Assertions.tuple("Conversions, 7 days", ">= 5"),
                        Assertions.tuple("Spend, 7 days", ">= 100"));
        Assertions.assertThat(proposal.matched().inputs().get(3).value()).isEqualTo(new BigDecimal("612.40"));
    }

    @Test
    @Spares(HIGH_CPL)
    void leaves_leads_alone_that_cost_exactly_the_limit() {
        assertThat(decide(aCampaign("summer").withCostPerLead("50"))).doesNotPropose(HIGH_CPL);
    }

    @Test
    @Spares(HIGH_CPL)
    void leaves_dear_leads_alone_that_may_be_chance() {
        assertThat(decide(aCampaign("four leads").converting("4").spending("500")))
                .doesNotPropose(HIGH_CPL);
        assertThat(decide(aCampaign("little money").converting("1").spending("99.99")))
                .doesNotPropose(HIGH_CPL);
        assertThat(decide(dearLeads("elsewhere").on("google_ads"))).doesNotPropose(HIGH_CPL);
    }

    @Test
    @Fires(NO_CONVERSIONS)
    void pauses_what_spends_for_nothing() {
        assertThat(decide(aCampaign("vain").converting("0").spending("150")))
                .allowed(NO_CONVERSIONS)
                .proposedBecause("0 conversions over 7 days with 150.00 spent");
        assertThat(decide(aCampaign("vain")
                        .on("google_ads")
                        .converting("0")
                        .spending("150")
                        .earning("400")))
                .allowed(NO_CONVERSIONS);
    }

    @Test
    @Spares(NO_CONVERSIONS)
    void leaves_what_has_not_spent_enough_or_does_not_report_conversions() {
        assertThat(decide(aCampaign("little money").converting("0").spending("149.99")))
                .doesNotPropose(NO_CONVERSIONS);
        assertThat(decide(aCampaign("silent").convertingNobodyKnowsHowOften().spending("900")))
                .doesNotPropose(NO_CONVERSIONS);
        assertThat(decide(aCampaign("mails").on("klaviyo").converting("0").spending("900")))
                .doesNotPropose(NO_CONVERSIONS);
    }

    @Test
    @Fires(LOW_ROAS)
    void cuts_a_google_campaign_that_earns_too_little() {
        assertThat(decide(aCampaign("poor").on("google_ads").spending("200").withReturn("1.99")))
                .allowed(LOW_ROAS)
                .settingBudgetTo("75")
                .proposedBecause("ROAS 1.99 over 7 days is under 2.0 with 200.00 spent");
    }

    @Test
    @Spares(LOW_ROAS)
    void leaves_a_google_campaign_that_earns_just_enough() {
        assertThat(decide(aCampaign("enough").on("google_ads").spending("200").withReturn("2")))
                .doesNotPropose(LOW_ROAS);
        assertThat(decide(aCampaign("little money")
                        .on("google_ads")
                        .spending("199.99")
                        .withReturn("1")))
                .doesNotPropose(LOW_ROAS);
    }

    @Test
    @Fires(LOW_ROAS_META)
    void cuts_a_meta_campaign_that_earns_too_little_though_its_leads_are_cheap() {
        assertThat(decide(aCampaign("poor").spending("500").withReturn("1.49")))
                .allowed(LOW_ROAS_META)
                .settingBudgetTo("75")
                .proposedBecause("ROAS 1.49 over 7 days is under 1.5 with 500.00 spent and a CPL of 50.00");
    }

    @Test
    @Spares(LOW_ROAS_META)
    void leaves_a_meta_campaign_that_earns_just_enough_or_whose_leads_are_dear() {
        assertThat(decide(aCampaign("enough").spending("500").withReturn("1.5")))
                .doesNotPropose(LOW_ROAS_META);
        assertThat(decide(aCampaign("dear").spending("500.10").withReturn("1.2")))
                .doesNotPropose(LOW_ROAS_META);
    }

    @Test
    @Fires(HIGH_ROAS)
    void scales_a_meta_campaign_that_earns_well() {
        assertThat(decide(aCampaign("star").spending("500").withReturn("4.01")))
                .allowed(HIGH_ROAS)
                .settingBudgetTo("120")
                .proposedBecause("ROAS 4.01 over 7 days is above 4.0 with 10 conversions and 500.00 spent");
    }

    @Test
    @Spares(HIGH_ROAS)
    void leaves_a_meta_campaign_that_earns_not_quite_that_well_or_by_chance() {
        assertThat(decide(aCampaign("good").spending("500").withReturn("4"))).doesNotPropose(HIGH_ROAS);
        assertThat(decide(aCampaign("chance").spending("500").converting("9").withReturn("9")))
                .doesNotPropose(HIGH_ROAS);
        assertThat(decide(aCampaign("little money").spending("499.99").withReturn("9")))
                .doesNotPropose(HIGH_ROAS);
    }

    @Test
    @Fires(HIGH_ROAS_GOOGLE)
    void scales_a_google_campaign_that_earns_well() {
        assertThat(decide(aCampaign("star").on("google_ads").spending("500").withReturn("4.01")))
                .allowed(HIGH_ROAS_GOOGLE)
                .settingBudgetTo("120");
    }

    @Test
    @Spares(HIGH_ROAS_GOOGLE)
    void leaves_a_google_campaign_that_earns_not_quite_that_well() {
        assertThat(decide(aCampaign("good").on("google_ads").spending("500").withReturn("4")))
                .doesNotPropose(HIGH_ROAS_GOOGLE);
    }

    @Test
    @Fires(FATIGUE)
    void tells_people_when_an_ad_has_worn_out() {
        var campaign = aCampaign("worn").seen(10_000).clicked(59).afterAWeekOf(10_000, 100, "10");

        String reason =
                "CTR is at 59 % of the 7 days before, under 60 %, with 10000 impressions: time for new creative";
        assertThat(decide(campaign)).allowed(FATIGUE).proposedBecause(reason);
        Assertions.assertThat(
                        Releases.shipped().propose(campaign.build()).get(0).action())
                .isEqualTo(new Action.Notify(Action.Level.INFO, reason));
    }

    @Test
    @Spares(FATIGUE)
    void keeps_quiet_about_an_ad_that_has_not_quite_worn_out() {
        assertThat(decide(aCampaign("fresh").seen(10_000).clicked(60).afterAWeekOf(10_000, 100, "10")))
                .doesNotPropose(FATIGUE);
        assertThat(decide(aCampaign("rarely seen").seen(9_999).clicked(1).afterAWeekOf(10_000, 100, "10")))
                .doesNotPropose(FATIGUE);
        assertThat(decide(aCampaign("never clicked").seen(10_000).clicked(0).afterAWeekOf(10_000, 0, "10")))
                .doesNotPropose(FATIGUE);
    }

    @Test
    @Fires(DROP)
    void tells_people_when_mails_lose_their_readers() {
        assertThat(decide(aCampaign("mails")
                        .on("klaviyo")
                        .seen(1_000)
                        .converting("49")
                        .afterAWeekOf(1_000, 20, "100")))
                .allowed(DROP)
                .proposedBecause("conversions are at 49 % of the 7 days before, under 50 %, with 1000 impressions");
    }

    @Test
    @Spares(DROP)
    void keeps_quiet_about_mails_that_still_work() {
        assertThat(decide(aCampaign("mails")
                        .on("klaviyo")
                        .seen(1_000)
                        .converting("50")
                        .afterAWeekOf(1_000, 20, "100")))
                .doesNotPropose(DROP);
        assertThat(decide(
                        aCampaign("few").on("klaviyo").seen(999).converting("1").afterAWeekOf(1_000, 20, "100")))
                .doesNotPropose(DROP);
    }

    @Test
    void rounds_a_new_budget_to_what_the_currency_has() {
        assertThat(decide(aCampaign("dollars").spending("500").withReturn("5").withDailyBudget("100.01")))
                .allowed(HIGH_ROAS)
                .settingBudgetTo("120.01");
        assertThat(decide(aCampaign("yen")
                        .inCurrency("JPY")
                        .spending("500")
                        .withReturn("5")
                        .withDailyBudget("101")))
                .allowed(HIGH_ROAS)
                .settingBudgetTo("121");
    }

    @Test
    void explains_why_a_rule_did_not_speak() {
        var traces = Releases.shipped()
                .trace(dearLeads("google").on("google_ads").earning("2000").build());

        Assertions.assertThat(traces).hasSize(8).noneMatch(RuleTrace::hit);
        Assertions.assertThat(traces.get(0).failed())
                .isEqualTo(new Matched.Tested("Platform", "\"meta\"", "google_ads"));
        Assertions.assertThat(traces.get(1).failed())
                .isEqualTo(new Matched.Tested("Conversions, 7 days", "0", new BigDecimal("9")));
    }

    @Test
    void explains_a_missing_figure_as_missing() {
        var traces = Releases.shipped()
                .trace(aCampaign("silent").convertingNobodyKnowsHowOften().build());

        Assertions.assertThat(traces.get(0).failed()).isEqualTo(new Matched.Tested("CPL, 7 days", "> 50", null));
    }
}
