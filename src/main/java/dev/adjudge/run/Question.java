package dev.adjudge.run;

import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.CampaignFacts;
import org.jspecify.annotations.Nullable;

/**
 * A campaign that a program asks about, with facts of its own.
 *
 * @param account what is known of its account; null when the campaigns of the question are the account
 */
public record Question(CampaignFacts facts, @Nullable AccountFacts account) {}
