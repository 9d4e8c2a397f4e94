package dev.adjudge.decision;

import java.time.Instant;
import java.util.UUID;

/** Fired in the transaction that records an action as done. */
public record ActionDone(UUID actionId, Subject subject, Action action, Instant at) {}
