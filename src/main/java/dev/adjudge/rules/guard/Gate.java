package dev.adjudge.rules.guard;

/**
 * What a row of {@code Service Gate} asks of a campaign before one kind of action.
 *
 * @param campaign the campaign's key
 * @param action {@code pause}, {@code budget_reduce} or {@code budget_increase}
 */
public record Gate(String campaign, String action, int minimumDays, long minimumImpressions) {}
