package dev.adjudge.fact;

import java.math.BigDecimal;

/**
 * What is known of one ad account at an evaluation.
 *
 * @param activeCampaigns campaigns with status active
 * @param dailyBudget the daily budgets of its active campaigns, in sum
 * @param raisedToday by how much our actions raised daily budgets in the 24 hours before the evaluation's moment, in sum
 */
public record AccountFacts(
        String platform, String accountId, int activeCampaigns, BigDecimal dailyBudget, BigDecimal raisedToday) {

    /** What one campaign is to its account. */
    public static AccountFacts of(Campaign campaign, BigDecimal raisedToday) {
        boolean active = campaign.status() == Campaign.Status.ACTIVE;
        BigDecimal budget = campaign.dailyBudget();
        return new AccountFacts(
                campaign.platform(),
                campaign.accountId(),
                active ? 1 : 0,
                active && budget != null ? budget : BigDecimal.ZERO,
                raisedToday);
    }

    /** The two, of one account, in sum. */
    public AccountFacts plus(AccountFacts other) {
        return new AccountFacts(
                platform,
                accountId,
                activeCampaigns + other.activeCampaigns,
                dailyBudget.add(other.dailyBudget),
                raisedToday.add(other.raisedToday));
    }
}
