package dev.adjudge.rules.guard;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one rule wants of one campaign, while guardrails judge it.
 *
 * @param number its number in the account, so that equal proposals stay apart
 * @param row its rule's row in the table, from 1
 * @param wants {@code pause}, {@code budget_reduce}, {@code budget_increase} or {@code notify}
 * @param missing what the rule needs and nobody knows: a figure it tested, the age of the data, the budget it changes;
 *     null when all is known
 * @param before the daily budget, for a budget change; null when it is not known
 * @param after the daily budget it sets, for a budget change
 * @param ownLimit the row's own "not under" or "not over"
 * @param bucket 0 to 99, always the same for one campaign
 * @param scopes the kill switches that would cover it
 */
public record Proposal(
        int number,
        String rule,
        int row,
        String wants,
        Campaign campaign,
        Limits limits,
        @Nullable String missing,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after,
        @Nullable BigDecimal ownLimit,
        String currency,
        int bucket,
        Set<String> scopes)
        implements Wanted {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int MOST_DECIMALS = 4;

    /** The campaign's key, to join other facts on. */
    public String subject() {
        return campaign.key();
    }

    public boolean pauses() {
        return wants.equals("pause");
    }

    public boolean reduces() {
        return wants.equals("budget_reduce");
    }

    public boolean raises() {
        return wants.equals("budget_increase");
    }

    public boolean notifies() {
        return wants.equals("notify");
    }

    public boolean changesBudget() {
        return reduces() || raises();
    }

    /** What may not be repeated at once: the same kind of action; for a notification, the same rule's. */
    public String repeats() {
        return changesBudget() ? "change_budget" : notifies() ? "notify:" + rule : wants;
    }

    /** What it moves: {@code budget}, {@code status}, or {@code nothing}. */
    public String moves() {
        return changesBudget() ? "budget" : pauses() ? "status" : "nothing";
    }

    /** The direction that would contradict it; {@code never} for a notification. */
    public String opposite() {
        return raises() ? "down" : notifies() ? "never" : "up";
    }

    /** The lowest budget that is not too deep a cut. */
    public @Nullable BigDecimal leastAfterCut() {
        return before == null ? null : percentOfBefore(HUNDRED.subtract(limits.cutPercent()), RoundingMode.CEILING);
    }

    /** The highest budget that is not too steep a raise. */
    public @Nullable BigDecimal mostAfterRaise() {
        return before == null ? null : percentOfBefore(HUNDRED.add(limits.raisePercent()), RoundingMode.FLOOR);
    }

    /** By how many percent the budget would then differ from an earlier one. */
    public @Nullable BigDecimal percentSince(@Nullable BigDecimal base) {
        return after == null || base == null
                ? null
                : after.subtract(base).multiply(HUNDRED).divide(base, MOST_DECIMALS, RoundingMode.HALF_UP);
    }

    /** Whether all changes since that budget, and this one, are more than the limits allow. */
    public boolean compoundsBeyond(@Nullable BigDecimal base) {
        BigDecimal percent = percentSince(base);
        return percent != null
                && (percent.compareTo(limits.compoundingCutPercent().negate()) < 0
                        || percent.compareTo(limits.compoundingRaisePercent()) > 0);
    }

    /** The same wish with another daily budget. */
    public Proposal withAfter(BigDecimal dailyBudget) {
        return new Proposal(
                number,
                rule,
                row,
                wants,
                campaign,
                limits,
                missing,
                before,
                dailyBudget,
                ownLimit,
                currency,
                bucket,
                scopes);
    }

    private BigDecimal percentOfBefore(BigDecimal percent, RoundingMode rounding) {
        return java.util.Objects.requireNonNull(before).multiply(percent).divide(HUNDRED, decimals(currency), rounding);
    }

    /** How many decimals an amount of this currency has. */
    public static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }
}
