package dev.adjudge.run;

import dev.adjudge.act.Outbox;
import dev.adjudge.act.Returns;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Case;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.Judged;
import dev.adjudge.rules.LiveRules;
import dev.adjudge.warehouse.CampaignFactsReader;
import dev.adjudge.warehouse.FactsQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One run, from facts to conclusions. It leaves no trace until they are written, in one transaction: a run that was
 * interrupted is simply begun again.
 */
@ApplicationScoped
class Evaluation {

    private static final Logger log = Logger.getLogger(Evaluation.class);
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CampaignFactsReader facts;
    private final LiveRules rules;
    private final Conditions conditions;
    private final Conclusions conclusions;
    private final Runs runs;
    private final Returns returns;
    private final Outbox outbox;
    private final Clock clock;

    Evaluation(
            CampaignFactsReader facts,
            LiveRules rules,
            Conditions conditions,
            Conclusions conclusions,
            Runs runs,
            Returns returns,
            Outbox outbox,
            Clock clock) {
        this.facts = facts;
        this.rules = rules;
        this.conditions = conditions;
        this.conclusions = conclusions;
        this.runs = runs;
        this.returns = returns;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Evaluates, and writes what came of it on this connection. */
    void evaluate(Connection connection, RunRow run) throws SQLException {
        long from = System.nanoTime();
        CompiledRelease release = run.releaseId == null ? rules.live() : rules.release(run.releaseId);
        if (!run.dryRun && release.ref().id() != rules.live().ref().id()) {
            throw new IllegalStateException(
                    "release " + run.releaseId + " is not live any more, and only what is live acts; ask again");
        }
        Instant knownAt = facts.settledNow(clock).truncatedTo(ChronoUnit.MICROS);
        RunConditions now = conditions.at(run.momentWhenStartedAt(knownAt));
        log.infof(
                "Run started, run=%s release=%d asOf=%s", run.id, release.ref().id(), run.asOf);

        try (Proposing proposing = new Proposing(release)) {
            Returning returning = run.dryRun ? Returning.none() : Returning.of(returns.awaited());
            FactsQuery query = new FactsQuery(run.asOf, knownAt, now.at(), run.platforms, run.accountIds, null);
            propose(run, proposing, returning, query);
            long proposed = System.nanoTime();
            List<Judged> judged = guard(release, now, query.present(), proposing.cases());
            long guarded = System.nanoTime();

            Timings timings = new Timings(
                    TimeUnit.NANOSECONDS.toMillis(proposed - from) - proposing.waitMillis(),
                    proposing.workMillis(),
                    TimeUnit.NANOSECONDS.toMillis(guarded - proposed),
                    from);
            conclusions.write(
                    connection, run, release, new Conclusions.Concluded(knownAt, now, proposing, judged, timings));
            if (!returning.isOver()) {
                letReturn(connection, run, returning);
            }
        }
    }

    /** What the run decided is written and done by now, whatever becomes of this; the next run finds the same conditions again. */
    private void letReturn(Connection connection, RunRow run, Returning returning) throws SQLException {
        try {
            Sql.inTransaction(connection, c -> {
                returning.conclude(c, returns, clock.instant());
                return Boolean.TRUE;
            });
            outbox.nudge();
        } catch (SQLException | RuntimeException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
            log.errorf(e, "Paused campaigns could not be let go on, run=%s", run.id);
        }
    }

    private void propose(RunRow run, Proposing proposing, Returning returning, FactsQuery query) {
        ProgressReport report = new ProgressReport(run.id, facts.count(query));
        facts.read(query, each -> {
            proposing.take(each);
            returning.look(each);
            report.after(proposing.done());
        });
        proposing.finish();
    }

    private List<Judged> guard(CompiledRelease release, RunConditions now, Instant present, List<Case> cases) {
        Map<Judging.Account, AccountFacts> known = facts.accounts(now.at(), present).stream()
                .collect(Collectors.toMap(a -> new Judging.Account(a.platform(), a.accountId()), Function.identity()));
        return Judging.judge(
                release,
                now,
                cases,
                account -> known.getOrDefault(
                        account,
                        new AccountFacts(account.platform(), account.id(), 0, BigDecimal.ZERO, BigDecimal.ZERO)));
    }

    /** Writes progress once a second. */
    private final class ProgressReport {
        private final UUID run;
        private final long total;
        private long last = System.nanoTime() - PROGRESS_NANOS;

        ProgressReport(UUID run, long total) {
            this.run = run;
            this.total = total;
        }

        void after(long done) {
            long now = System.nanoTime();
            if (now - last >= PROGRESS_NANOS) {
                last = now;
                runs.progress(run, done, total);
            }
        }
    }
}
