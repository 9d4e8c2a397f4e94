package dev.adjudge.rules.guard;

/**
 * The whole run, once every account was judged.
 *
 * @param pauses pauses that still stand, in all accounts
 * @param rolloutPercent the share of campaigns, 0 to 100, on which rules act by themselves
 */
public record Run(int pauses, int rolloutPercent) {}
