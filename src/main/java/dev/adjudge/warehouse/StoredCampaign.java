package dev.adjudge.warehouse;

import dev.adjudge.fact.Campaign;

/** A campaign's metadata as kept; the version grows with every change of it. */
public record StoredCampaign(Campaign campaign, long version) {}
