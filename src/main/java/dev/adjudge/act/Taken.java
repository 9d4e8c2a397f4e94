package dev.adjudge.act;

import dev.adjudge.decision.Subject;
import java.util.UUID;

/**
 * An action that a worker has taken.
 *
 * @param holder names this taking; whoever comes after the lease ran out has another
 * @param returns whether it ends a pause that ends by itself
 * @param undo whether a person wants to bring something back by it
 * @param tried whether an earlier try may have been sent, and done it
 * @param details as stored; read only when it is its turn, so that one that can't be read stops no other
 */
record Taken(
        UUID id,
        UUID holder,
        Subject subject,
        String rule,
        String kind,
        boolean returns,
        boolean undo,
        boolean tried,
        String details) {

    /** The rule whose kill switch stops it. */
    String stoppedWith() {
        return undo ? Steps.A_PERSON : rule;
    }
}
