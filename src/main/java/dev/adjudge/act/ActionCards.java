package dev.adjudge.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjudge.platform.OwnAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Actions in the words of a board. */
@Singleton
class ActionCards {

    private static final Set<String> UNDER_WAY = Set.of(ActionStatus.READY.word(), ActionStatus.EXECUTING.word());

    private final OwnAddress own;

    ActionCards(OwnAddress own) {
        this.own = own;
    }

    BoardCard.Held of(LoggedAction action) {
        String subject = action.subject().kind() + " " + action.platform() + ":"
                + action.subject().id();
        LoggedAction.Approval approval = action.approval();
        return new BoardCard.Held(
                action.id(),
                action.kind() + " " + subject + ": " + action.rule(),
                state(action),
                action.kind(),
                subject,
                text(action.before()) + " → " + text(action.after()),
                action.reason(),
                action.rule(),
                approver(approval),
                approval == null ? null : approval.deadline(),
                URI.create(own.uri() + "/api/actions/" + action.id()));
    }

    /** The state that people see: what is approved stays so until it has ended. */
    static String state(LoggedAction action) {
        return UNDER_WAY.contains(action.status()) ? ActionStatus.APPROVED.word() : action.status();
    }

    /** All that is shown of an action and may change, as {@link MirroredPages} spells it too. */
    static String shown(LoggedAction action) {
        LoggedAction.Approval approval = action.approval();
        return state(action) + (approval != null && approval.escalatedTo() != null ? " escalated" : "");
    }

    /** What became of it, in a sentence. */
    static String became(LoggedAction action) {
        LoggedAction.Approval approval = action.approval();
        String by = approval == null ? null : approval.decidedBy();
        String comment = approval == null ? null : approval.comment();
        String detail =
                action.outcome() == null ? "" : action.outcome().path("detail").asText();
        String answered = by == null ? "" : " (decided by " + by + (comment == null ? "" : ": " + comment) + ")";
        String state = state(action);
        return Character.toUpperCase(state.charAt(0))
                + state.substring(1)
                + answered
                + (detail.isEmpty() || detail.equals(comment) ? "." : ". " + detail);
    }

    /** As the audit log names it. */
    static String subject(LoggedAction action) {
        return action.subject().kind() + ":" + action.platform() + ":"
                + action.subject().id();
    }

    private static String approver(LoggedAction.@Nullable Approval approval) {
        if (approval == null) {
            return "";
        }
        String approver = approval.approver() == null ? "" : approval.approver();
        return approval.escalatedTo() == null ? approver : approver + " or " + approval.escalatedTo();
    }

    private static String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return "(unknown)";
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }
}
