package dev.adjudge.rules;

import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.CampaignFacts;
import java.util.List;

/** A campaign and what became of each proposal, in the order they were proposed. */
public record Judged(CampaignFacts facts, List<Verdict> verdicts) {}
