package dev.adjudge.api;

/** The inputs of the model Campaign Optimization: a campaign with an expensive week. */
final class CampaignInputs {

    private CampaignInputs() {}

    static String json() {
        String window =
                "{\"days\":7,\"spend\":612.40,\"impressions\":48210,\"clicks\":690,\"conversions\":9,\"revenue\":300.00,"
                        + "\"cpl\":68.0444,\"roas\":0.4899,\"ctr\":0.0143,\"cpc\":0.8875,\"cpm\":12.7028,\"cvr\":0.0130}";
        String other = window.replace("612.40", "700.00");
        return "{\"campaign\":{\"platform\":\"meta\",\"accountId\":\"1\",\"campaignId\":\"2\",\"name\":\"summer\",\"status\":\"active\","
                + "\"dailyBudget\":100,\"lifetimeBudget\":null,\"currency\":\"USD\",\"daysSinceLaunch\":30,\"impressions14d\":90000,"
                + "\"dataAgeHours\":8},\"windows\":{\"d1\":" + other + ",\"d3\":" + other + ",\"d7\":" + window
                + ",\"d14\":" + other
                + ",\"d30\":" + other + ",\"p7\":" + other + "}}";
    }
}
