package dev.adjudge.fact;

/** What names a campaign everywhere: the platform's name and the platform's own id of the campaign. */
public record CampaignKey(String platform, String campaignId) {

    @Override
    public String toString() {
        return platform + ":" + campaignId;
    }
}
