package dev.adjudge.decision;

import java.time.Instant;
import java.util.UUID;

/**
 * Fired in the transaction that records how an action ended.
 *
 * @param done whether what it wanted is so now; otherwise it failed, was given up, or was stopped
 * @param detail how it ended, in words
 */
public record ActionEnded(UUID actionId, Subject subject, Action action, boolean done, String detail, Instant at) {}
