package dev.adjudge.rules;

import dev.adjudge.decision.Proposal;
import dev.adjudge.fact.CampaignFacts;
import java.util.List;

/** A campaign and what rules want of it, before guardrails judge. */
public record Case(CampaignFacts facts, List<Proposal> proposals) {}
