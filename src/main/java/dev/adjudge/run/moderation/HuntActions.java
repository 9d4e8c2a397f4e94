package dev.adjudge.run.moderation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.ActionLog;
import dev.adjudge.act.ActionStatus;
import dev.adjudge.act.Approvals;
import dev.adjudge.act.LoggedAction;
import dev.adjudge.act.Outbox;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.Orders;
import dev.adjudge.run.Run;
import dev.adjudge.run.moderation.Hunting.Found;
import dev.adjudge.warehouse.PastItems;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Has done what a retro-hunt found: every one of them waits for a person's yes, and all can be brought back together. */
@ApplicationScoped
public class HuntActions {

    private final RetroHunts hunts;
    private final Hunting hunting;
    private final ItemJudging judging;
    private final PastItems past;
    private final LiveRules rules;
    private final DecisionLog decisions;
    private final ModerationRuns runs;
    private final Outbox outbox;
    private final ActionLog actions;
    private final Approvals approvals;
    private final AuditLog audit;
    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;

    HuntActions(
            RetroHunts hunts,
            Hunting hunting,
            ItemJudging judging,
            PastItems past,
            LiveRules rules,
            DecisionLog decisions,
            ModerationRuns runs,
            Outbox outbox,
            ActionLog actions,
            Approvals approvals,
            AuditLog audit,
            DataSource database,
            ObjectMapper json,
            Clock clock) {
        this.hunts = hunts;
        this.hunting = hunting;
        this.judging = judging;
        this.past = past;
        this.rules = rules;
        this.decisions = decisions;
        this.runs = runs;
        this.outbox = outbox;
        this.actions = actions;
        this.approvals = approvals;
        this.audit = audit;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Orders what a hunt found; all of it waits for an approval.
     *
     * @param expected how many the caller saw; another number by now is refused
     * @param cap at most so many
     * @throws Problem 409 when it is not over, was done before, found another number by now, or its release is not live
     */
    public RetroHunt act(UUID id, long expected, int cap, String reason, Caller caller) {
        RetroHunt hunt = hunts.byId(id);
        if (!hunt.status().equals("completed")) {
            throw Problem.conflict(
                    "Retro-hunt " + id + " is " + hunt.status() + "; only a completed one can be acted on");
        }
        CompiledRelease live = rules.live();
        if (hunt.releaseId() != live.ref().id()) {
            throw Problem.conflict(
                    "Release " + hunt.releaseId() + " is not live, and only what is live acts; publish it,"
                            + " and hunt again with release " + live.ref().id());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RunConditions conditions = judging.conditions(now);
        Sql.inTransaction(database, connection -> {
            List<Found> found = hunting.among(live, conditions, hunt.rule(), past.foundBy(connection, id));
            if (found.size() != expected || found.size() > cap) {
                throw Problem.conflict("Retro-hunt " + id + " finds " + found.size() + " items by now, not " + expected
                        + (found.size() > cap ? ", and at most " + cap + " may be done at once" : "")
                        + "; look at them, and send the number that you saw");
            }
            order(connection, hunt, live, conditions, found, reason, caller);
            return Boolean.TRUE;
        });
        return hunts.byId(id);
    }

    private void order(
            Connection connection,
            RetroHunt hunt,
            CompiledRelease release,
            RunConditions conditions,
            List<Found> found,
            String reason,
            Caller caller)
            throws SQLException {
        UUID run = UUID.randomUUID();
        List<Decision> made = found.stream()
                .map(one -> new Decision(
                        UUID.randomUUID(),
                        subject(one.past().item()),
                        release.ref(),
                        one.facts(),
                        List.of(held(one.verdict(), hunt, reason))))
                .toList();
        Run.Counts counts = new Run.Counts(hunt.looked(), made.size(), 0, made.size(), 0, 0);
        Map<String, Long> byRule = found.stream()
                .collect(Collectors.groupingBy(one -> one.verdict().proposal().rule(), Collectors.counting()));
        try {
            runs.write(connection, new ModerationRuns.Made(run, release, conditions, counts, byRule, conditions.at()));
            if (!hunts.acted(connection, hunt.id(), run, reason, caller)) {
                throw Problem.conflict("Retro-hunt " + hunt.id() + " was acted on already");
            }
            decisions.write(connection, run, conditions.at(), null, made);
            outbox.write(connection, run, Orders.of(run, null, made, release, json), conditions.at());
            runs.seal(connection, run, caller, release, counts);
            audit.add(
                    connection,
                    Happening.of(
                            caller,
                            "retro_hunt.acted",
                            "retro_hunt:" + hunt.id(),
                            null,
                            Map.of("run", run, "actions", made.size(), "rules", byRule),
                            reason));
        } catch (IOException e) {
            throw new IllegalStateException("The decisions could not be written as JSON", e);
        }
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

    private static Verdict held(Verdict verdict, RetroHunt hunt, String reason) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason("retro-hunt", "found by retro-hunt " + hunt.id() + ": " + reason));
        reasons.addAll(verdict.reasons());
        return new Verdict.Held(verdict.proposal(), List.copyOf(reasons));
    }

    private static Subject subject(SocialItem item) {
        return Subject.item(item.platform(), item.accountId(), item.objectId());
    }
}
