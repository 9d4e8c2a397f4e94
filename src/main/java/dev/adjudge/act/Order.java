package dev.adjudge.act;

import dev.adjudge.decision.Action;
import dev.adjudge.decision.Approval;
import dev.adjudge.decision.Subject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An action as a decision leaves it.
 *
 * @param id chosen by the caller
 * @param ruleId the rule's id in the register of rules
 * @param verdictWord {@code allowed}: it is done at once; {@code held}: it waits for a person
 * @param approval who says yes to what is held; null for what is allowed
 * @param performanceSnapshotJson the figures the rule saw, a JSON object
 * @param serviceTimeMet whether the campaign had served long enough
 */
public record Order(
        UUID id,
        UUID decisionId,
        UUID runId,
        UUID ruleId,
        Subject subject,
        Action action,
        String verdictWord,
        @Nullable Approval approval,
        String reason,
        String performanceSnapshotJson,
        boolean serviceTimeMet,
        @Nullable String traceParent) {

    public Order {
        if (!verdictWord.equals("allowed") && !verdictWord.equals("held")) {
            throw new IllegalArgumentException(
                    "Only what is allowed or held becomes an action, not '" + verdictWord + "'");
        }
        if (verdictWord.equals("held") == (approval == null)) {
            throw new IllegalArgumentException("What is held, and only that, needs somebody who says yes");
        }
    }

    ActionStatus status() {
        return verdictWord.equals("allowed") ? ActionStatus.READY : ActionStatus.HELD;
    }
}
