package dev.adjudge.run.moderation;

import dev.adjudge.act.ActionLog;
import dev.adjudge.act.ActionStatus;
import dev.adjudge.act.Approvals;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.act.Outbox;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a retro-hunt ordered, answered together: approved, or brought back. */
@ApplicationScoped
public class HuntOrders {

    private final RetroHunts hunts;
    private final ActionLog actions;
    private final Approvals approvals;
    private final Outbox outbox;
    private final DataSource database;
    private final Clock clock;

    HuntOrders(
            RetroHunts hunts, ActionLog actions, Approvals approvals, Outbox outbox, DataSource database, Clock clock) {
        this.hunts = hunts;
        this.actions = actions;
        this.approvals = approvals;
        this.outbox = outbox;
        this.database = database;
        this.clock = clock;
    }

    /**
     * What came of answering all of it.
     *
     * @param begun how many are being done, or brought back
     * @param withdrawn how many nobody had begun, which are not done any more
     * @param refused why others can't be
     */
    public record Answered(long begun, long withdrawn, List<String> refused) {}

    /** Says yes to all that still waits for one, each as if it were by itself. */
    public Answered approve(UUID id, @Nullable String comment, Person person) {
        return each(
                id,
                ActionStatus.HELD,
                0,
                action -> approvals.approve(action.id(), comment, person.caller(), person.roles()));
    }

    /** Has nothing more done, and brings back what was done, each by an action of its own. */
    public Answered undo(UUID id, String reason, Caller caller) {
        UUID run = run(id);
        long withdrawn = Sql.inTransaction(
                database, connection -> outbox.withdraw(connection, run, "Withdrawn: " + reason, clock.instant()));
        return each(id, ActionStatus.DONE, withdrawn, action -> approvals.undo(action.id(), reason, caller));
    }

    private Answered each(UUID id, ActionStatus status, long withdrawn, Consumer<LoggedAction> answer) {
        List<String> refused = new ArrayList<>();
        List<LoggedAction> all = actions.ofRun(run(id), status);
        for (LoggedAction action : all) {
            try {
                answer.accept(action);
            } catch (Problem e) {
                refused.add(action.id() + ": " + e.getMessage());
            }
        }
        return new Answered(all.size() - refused.size(), withdrawn, refused);
    }

    private UUID run(UUID id) {
        UUID run = hunts.byId(id).runId();
        if (run == null) {
            throw Problem.conflict("Retro-hunt " + id + " was not acted on; nothing of it waits or was done");
        }
        return run;
    }
}
