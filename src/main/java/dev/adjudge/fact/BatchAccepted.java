package dev.adjudge.fact;

import java.util.UUID;

/**
 * Fired after a batch of performance rows is committed.
 *
 * @param source who sent it, as the sender said
 * @param accepted rows that passed the checks
 */
public record BatchAccepted(UUID batchId, String source, long accepted) {}
