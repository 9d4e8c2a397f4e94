package dev.adjudge.decision;

import java.util.List;
import java.util.UUID;

/**
 * Fired when somebody is to be asked again for actions that are held.
 *
 * @param escalated whether the approver was silent, and somebody else is asked now
 * @param approver who is asked: a role, or one user
 */
public record ApprovalsDue(boolean escalated, String approver, List<UUID> actions) {}
