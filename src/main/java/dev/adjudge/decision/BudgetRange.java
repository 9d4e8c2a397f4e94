package dev.adjudge.decision;

import java.math.BigDecimal;

/**
 * How small and how large a daily budget may become by an action of ours, in the campaign's currency.
 *
 * @param decimals that an amount of the currency has
 */
public record BudgetRange(BigDecimal least, BigDecimal most, int decimals) {}
