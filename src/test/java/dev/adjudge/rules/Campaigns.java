package dev.adjudge.rules;

import static dev.adjudge.fact.CampaignBuilder.aCampaign;

import dev.adjudge.fact.CampaignBuilder;

/** Campaigns on which one rule speaks. */
final class Campaigns {

    private Campaigns() {}

    /** High CPL Pause. */
    static CampaignBuilder dearLeads(String id) {
        return aCampaign(id).spending("612.40").converting("9").earning("1200");
    }

    /** Low ROAS Budget Reduce: from 100 to 75 a day. */
    static CampaignBuilder poorReturn(String id) {
        return aCampaign(id).on("google_ads").spending("300").withReturn("1.5");
    }

    /** High ROAS Budget Increase: from 100 to 120 a day. */
    static CampaignBuilder goodReturn(String id) {
        return aCampaign(id).spending("500").converting("20").withReturn("5");
    }

    /** CTR Fatigue Alert. */
    static CampaignBuilder tired(String id) {
        return aCampaign(id).seen(10_000).clicked(50).afterAWeekOf(10_000, 100, "10");
    }
}
