package dev.adjudge.decision;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who says yes to an action that is held, and what happens when nobody does.
 *
 * @param rule the row of the table that says so
 * @param approver a role, or one user, {@code user:anna}
 * @param deadline from the decision on
 * @param remindAfter when the approver is told again; null for never
 * @param escalateAfter when somebody else may say yes too; null for never
 * @param escalateTo who that is
 * @param otherwise what becomes of it at the deadline
 */
public record Approval(
        String rule,
        String approver,
        Duration deadline,
        @Nullable Duration remindAfter,
        @Nullable Duration escalateAfter,
        @Nullable String escalateTo,
        Otherwise otherwise) {

    /** The roles that may be approvers. */
    public static final Set<String> ROLES = Set.of("operator", "publisher", "admin");

    /** When no table says who it is. */
    public static final Approval IN_DOUBT = new Approval(
            "in doubt", "operator", Duration.ofHours(24), Duration.ofHours(12), null, null, Otherwise.REJECT);

    /** What becomes of what nobody answered. */
    public enum Otherwise {
        REJECT,
        APPROVE;

        /** The spelling in tables and the API. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
