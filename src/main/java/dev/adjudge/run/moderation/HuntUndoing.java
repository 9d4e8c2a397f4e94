package dev.adjudge.run.moderation;

import dev.adjudge.act.ActionLog;
import dev.adjudge.act.ActionStatus;
import dev.adjudge.act.Approvals;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Brings back what was done of a retro-hunt, all of it together. */
@ApplicationScoped
public class HuntUndoing {

    private final RetroHunts hunts;
    private final ActionLog actions;
    private final Approvals approvals;

    HuntUndoing(RetroHunts hunts, ActionLog actions, Approvals approvals) {
        this.hunts = hunts;
        this.actions = actions;
        this.approvals = approvals;
    }

    /**
     * What came of bringing all of it back.
     *
     * @param begun how many are being undone
     * @param refused why others can't be
     */
    public record Undone(int begun, List<String> refused) {}

    /** Brings back what was done, each by an action of its own. */
    public Undone undo(UUID id, String reason, Caller caller) {
        RetroHunt hunt = hunts.byId(id);
        UUID run = hunt.runId();
        if (run == null) {
            throw Problem.conflict("Retro-hunt " + id + " was not acted on; there is nothing to bring back");
        }
        int begun = 0;
        List<String> refused = new ArrayList<>();
        for (LoggedAction action : actions.ofRun(run, ActionStatus.DONE)) {
            try {
                approvals.undo(action.id(), reason, caller);
                begun++;
            } catch (Problem e) {
                refused.add(action.id() + ": " + e.getMessage());
            }
        }
        return new Undone(begun, refused);
    }
}
