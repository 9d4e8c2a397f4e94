package dev.adjudge.rules.guard;

import java.math.BigDecimal;

/** A row of {@code Guardrail Limits}: how far rules may go on one campaign, or in one account. */
public record Limits(
        long dataAgeHours,
        BigDecimal minimumDailyBudget,
        BigDecimal maximumDailyBudget,
        BigDecimal cutPercent,
        BigDecimal raisePercent,
        long cooldownHours,
        long flipFlopHours,
        long compoundingDays,
        BigDecimal compoundingCutPercent,
        BigDecimal compoundingRaisePercent,
        BigDecimal accountRaisePercent,
        BigDecimal pausedPercent,
        long pausedCampaigns,
        long pausedTotal,
        long complaints) {}
