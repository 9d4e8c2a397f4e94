package dev.adjudge.decision;

import java.time.Instant;
import java.util.List;

/**
 * What holds for a whole run, whatever the subject.
 *
 * @param at the moment of the evaluation: ages of past actions count from it
 * @param rolloutPercent the share of campaigns, 0 to 100, on which rules act by themselves
 * @param switches the kill switches that are on
 */
public record RunConditions(Instant at, int rolloutPercent, List<KillSwitch> switches) {}
