package dev.adjudge.act;

import dev.adjudge.decision.Subject;
import java.util.UUID;

/**
 * An action that a worker has taken.
 *
 * @param holder names this taking; whoever comes after the lease ran out has another
 * @param details as stored; read only when it is its turn, so that one that can't be read stops no other
 */
record Taken(UUID id, UUID holder, Subject subject, String rule, String kind, String details) {}
