package dev.adjudge.rules.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The account whose campaigns are judged together.
 *
 * @param dailyBudget the daily budgets of its active campaigns, in sum; 0 when none is known
 * @param raisedToday by how much our actions raised daily budgets in the last 24 hours, in sum
 */
public record Account(String id, int activeCampaigns, BigDecimal dailyBudget, BigDecimal raisedToday, Limits limits) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** The most that its daily budgets may be raised by in a day, in sum. */
    public BigDecimal mostRaise() {
        return dailyBudget.multiply(limits.accountRaisePercent()).divide(HUNDRED, 4, RoundingMode.DOWN);
    }

    /** Whether pausing so many campaigns at once is more than the limits' share of the active ones. */
    public boolean exceedsShare(Number paused) {
        BigDecimal most = BigDecimal.valueOf(activeCampaigns).multiply(limits.pausedPercent());
        return BigDecimal.valueOf(paused.longValue()).multiply(HUNDRED).compareTo(most) > 0;
    }
}
