package dev.adjudge.rules.guard;

import java.math.BigDecimal;

/**
 * A raise in its account's queue: the best return first, campaigns without a known return last.
 *
 * @param total what the account would be raised by today with this raise and all before it
 */
public record Raise(Proposal proposal, BigDecimal total) {}
