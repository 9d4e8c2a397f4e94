package dev.adjudge.rules;

import dev.adjudge.decision.Matched;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule did or did not speak for a campaign.
 *
 * @param row from 1
 * @param ruleId the row's id in the DMN file
 * @param failed the first condition that was not met, and what the facts said; null when the rule hit
 */
public record RuleTrace(String rule, int row, String ruleId, boolean hit, Matched.@Nullable Tested failed) {}
