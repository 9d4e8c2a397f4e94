package dev.adjudge.fact;

/** What a decision looked at. */
public sealed interface Facts permits CampaignFacts, ItemFacts {}
