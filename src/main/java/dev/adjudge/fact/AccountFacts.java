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
        String platform, String accountId, int activeCampaigns, BigDecimal dailyBudget, BigDecimal raisedToday) {}
