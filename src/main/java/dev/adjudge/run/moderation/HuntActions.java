package dev.adjudge.run.moderation;

import dev.adjudge.act.Outbox;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.Reason;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Verdict;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.run.moderation.Hunting.Found;
import dev.adjudge.warehouse.PastItems;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** Has done what a retro-hunt found: every one of them waits for a person's yes. */
@ApplicationScoped
public class HuntActions {

    private final RetroHunts hunts;
    private final Hunting hunting;
    private final ItemJudging judging;
    private final PastItems past;
    private final LiveRules rules;
    private final ModerationRuns runs;
    private final Outbox outbox;
    private final AuditLog audit;
    private final DataSource database;
    private final Clock clock;

    HuntActions(
            RetroHunts hunts,
            Hunting hunting,
            ItemJudging judging,
            PastItems past,
            LiveRules rules,
            ModerationRuns runs,
            Outbox outbox,
            AuditLog audit,
            DataSource database,
            Clock clock) {
        this.hunts = hunts;
        this.hunting = hunting;
        this.judging = judging;
        this.past = past;
        this.rules = rules;
        this.runs = runs;
        this.outbox = outbox;
        this.audit = audit;
        this.database = database;
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
                        Subject.of(one.past().item()),
                        release.ref(),
                        one.facts(),
                        List.of(held(one.verdict(), hunt, reason))))
                .toList();
        ModerationRuns.Made whole =
                new ModerationRuns.Made(run, release, conditions, made, hunt.looked(), 0, conditions.at());
        outbox.expire(
                connection,
                made.stream().map(Decision::subject).toList(),
                "Retro-hunt " + hunt.id() + " concluded this anew",
                conditions.at());
        runs.write(connection, whole, caller);
        if (!hunts.acted(connection, hunt.id(), run, reason, caller)) {
            throw Problem.conflict("Retro-hunt " + hunt.id() + " was acted on already");
        }
        audit.add(
                connection,
                Happening.of(
                        caller,
                        "retro_hunt.acted",
                        "retro_hunt:" + hunt.id(),
                        null,
                        Map.of("run", run, "actions", made.size(), "rules", whole.byRule()),
                        reason));
    }

    private static Verdict held(Verdict verdict, RetroHunt hunt, String reason) {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new Reason("retro-hunt", "found by retro-hunt " + hunt.id() + ": " + reason));
        reasons.addAll(verdict.reasons());
        return new Verdict.Held(verdict.proposal(), List.copyOf(reasons));
    }
}
