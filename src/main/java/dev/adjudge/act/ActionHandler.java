package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Subject;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Does one sort of action on one platform. Connectors implement it. It never decides: what it is given was allowed, looked
 * at and compared before. It may be called again for an action that a crash interrupted, so that {@link #current} must
 * tell whether it was done.
 */
public interface ActionHandler {

    boolean handles(String platform, String kind);

    /**
     * The live value that the action would change, in the words of the action's before and after. Empty for what leaves
     * nothing that could be looked at, such as a message; it is then sent without a comparison.
     */
    Optional<Object> current(Subject subject, Action action) throws ActionFailed;

    /** Sets the after value. */
    Effect execute(Subject subject, Action action) throws ActionFailed;

    /** Whether a live value is this value, as exactly as the platform keeps it. */
    default boolean same(Action action, Object live, Object value) {
        return live instanceof BigDecimal amount && value instanceof BigDecimal other
                ? amount.compareTo(other) == 0
                : live.equals(value);
    }

    /**
     * What was done outside.
     *
     * @param request what was called, with its parameters but without credentials
     * @param answer what the platform said
     */
    record Effect(String request, String answer) {}
}
