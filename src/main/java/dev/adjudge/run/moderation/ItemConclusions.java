package dev.adjudge.run.moderation;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.act.Outbox;
import dev.adjudge.audit.DecisionLog;
import dev.adjudge.decision.Action;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.decision.Verdict;
import dev.adjudge.fact.Anomaly;
import dev.adjudge.fact.ItemFacts;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Alarm;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.run.AlertDesk;
import dev.adjudge.run.Orders;
import dev.adjudge.run.Run;
import dev.adjudge.warehouse.Classifications;
import dev.adjudge.warehouse.DueItems;
import dev.adjudge.warehouse.DueItems.Due;
import dev.adjudge.warehouse.DueItems.Settled;
import dev.adjudge.warehouse.ItemHistory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes what a batch of items came to: classifications, decisions, actions and a run of their own, in one transaction. */
@ApplicationScoped
class ItemConclusions {

    private static final int SEVERITY_IN_DOUBT = 5;
    private static final Duration ANSWER_IN_DOUBT = Duration.ofHours(4);

    private final DueItems due;
    private final Classifications classifications;
    private final ItemHistory history;
    private final DecisionLog decisions;
    private final ModerationRuns runs;
    private final Outbox outbox;
    private final AlertDesk alerts;
    private final Sampling sampling;
    private final DataSource database;
    private final ObjectMapper json;
    private final MeterRegistry metrics;
    private final Clock clock;

    ItemConclusions(
            DueItems due,
            Classifications classifications,
            ItemHistory history,
            DecisionLog decisions,
            ModerationRuns runs,
            Outbox outbox,
            AlertDesk alerts,
            Sampling sampling,
            DataSource database,
            ObjectMapper json,
            MeterRegistry metrics,
            Clock clock) {
        this.due = due;
        this.classifications = classifications;
        this.history = history;
        this.decisions = decisions;
        this.runs = runs;
        this.outbox = outbox;
        this.alerts = alerts;
        this.sampling = sampling;
        this.database = database;
        this.json = json;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Items that were judged together, in the order in which they were taken. */
    record Concluded(
            UUID holder,
            List<Due> batch,
            JudgedItems judged,
            CompiledRelease release,
            RunConditions conditions,
            Instant at) {}

    /** An item that is still this holder's, and its decision; none where no rule wanted anything. */
    private record Kept(
            Due due, JudgedItem judged, @Nullable Decision decision) {}

    void write(Concluded concluded) {
        List<Alarm> bursts = Sql.inTransaction(database, connection -> write(connection, concluded));
        outbox.nudge();
        bursts.forEach(alarm -> tell(concluded, alarm));
        for (Due one : concluded.batch()) {
            metrics.counter("moderation.items", "platform", one.item().platform())
                    .increment();
            metrics.timer("moderation.time").record(Duration.between(one.receivedAt(), clock.instant()));
        }
    }

    /** @return those alarms that tell of something new */
    private List<Alarm> write(Connection connection, Concluded concluded) throws SQLException {
        try {
            UUID run = UUID.randomUUID();
            List<Kept> kept = settle(connection, concluded);
            List<Decision> made = kept.stream()
                    .map(Kept::decision)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            runs.write(
                    connection,
                    new ModerationRuns.Made(
                            run,
                            concluded.release(),
                            concluded.conditions(),
                            counts(kept),
                            byRule(kept),
                            concluded.at()));
            decisions.write(connection, run, concluded.at(), null, made);
            link(connection, kept);
            outbox.expire(
                    connection,
                    kept.stream().map(one -> subject(one.due().item())).toList(),
                    "A later look concluded this anew",
                    concluded.at());
            outbox.write(connection, run, Orders.of(run, null, made, concluded.release(), json), concluded.at());
            for (Kept one : kept) {
                if (one.judged().facts().classification() != null) {
                    classifications.add(
                            connection, one.due().id(), one.judged().facts().classification(), concluded.at());
                }
            }
            List<Alarm> bursts = bursts(connection, concluded);
            runs.seal(connection, run, Caller.SERVICE, concluded.release(), counts(kept));
            return bursts;
        } catch (IOException e) {
            throw new IllegalStateException("The decisions could not be written as JSON", e);
        }
    }

    private List<Kept> settle(Connection connection, Concluded concluded) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < concluded.batch().size(); i++) {
            Due one = concluded.batch().get(i);
            JudgedItem judged = concluded.judged().items().get(i);
            if (due.settle(connection, concluded.holder(), settled(one, judged, concluded.at()), concluded.at())) {
                kept.add(new Kept(
                        one,
                        judged,
                        judged.verdicts().isEmpty()
                                ? null
                                : new Decision(
                                        UUID.randomUUID(),
                                        subject(one.item()),
                                        concluded.release().ref(),
                                        judged.facts(),
                                        judged.verdicts())));
            }
        }
        return kept;
    }

    private void link(Connection connection, List<Kept> kept) throws SQLException {
        for (Kept one : kept) {
            if (one.decision() != null) {
                due.decided(connection, one.due().id(), one.decision().id());
            }
        }
    }

    private Settled settled(Due one, JudgedItem judged, Instant at) {
        if (judged.failure() != null || judged.facts().classification() == null) {
            return waiting(
                    one,
                    SEVERITY_IN_DOUBT,
                    judged.failure() == null ? "nobody could classify it" : judged.failure(),
                    at.plus(ANSWER_IN_DOUBT));
        }
        if (judged.verdicts().isEmpty()) {
            return Settled.passed(one.id());
        }
        Verdict verdict = judged.verdicts().get(0);
        Instant answerBy = at.plus(Duration.ofMinutes(judged.answerMinutes()));
        if (verdict instanceof Verdict.Held held) {
            return waiting(one, judged.severity(), held.reasons().get(0).text(), answerBy);
        }
        if (verdict instanceof Verdict.Suppressed suppressed) {
            // Nobody misses an answer that we did not give; what rules wanted gone and may not touch, somebody looks
            // at.
            return verdict.proposal().action() instanceof Action.Reply
                    ? Settled.passed(one.id())
                    : waiting(
                            one, judged.severity(), suppressed.reasons().get(0).text(), answerBy);
        }
        if (verdict.proposal().action() instanceof Action.Escalate) {
            return waiting(one, judged.severity(), verdict.proposal().reason(), answerBy);
        }
        return sampling.takes(one.item())
                ? Settled.sampled(one.id(), "a sample of what is done at once: was it right?", answerBy)
                : Settled.handled(one.id());
    }

    private static Settled waiting(Due one, int severity, String because, Instant answerBy) {
        return Settled.waiting(one.id(), severity, because, answerBy);
    }

    /** Those that failed again and again. */
    void leaveToPeople(UUID holder, List<Due> some, Instant at) {
        if (!some.isEmpty()) {
            Sql.change(database, connection -> {
                for (Due one : some) {
                    due.settle(
                            connection,
                            holder,
                            waiting(
                                    one,
                                    SEVERITY_IN_DOUBT,
                                    "it could not be judged " + (one.tries() - 1) + " times; see the service's log",
                                    at.plus(ANSWER_IN_DOUBT)),
                            at);
                }
            });
        }
    }

    private List<Alarm> bursts(Connection connection, Concluded concluded) throws SQLException {
        List<Alarm> fresh = new ArrayList<>();
        for (Alarm alarm : concluded.judged().alarms()) {
            SocialItem item = facts(concluded, alarm).item();
            String post = java.util.Objects.requireNonNull(item.postId(), "an alarm tells of a post");
            Duration lasts = Duration.ofMinutes(
                    concluded.release().moderationLimits(item).burstMinutes());
            if (history.burst(
                    connection,
                    item.platform(),
                    post,
                    alarm.because(),
                    concluded.at(),
                    concluded.at().plus(lasts))) {
                fresh.add(alarm);
                history.doubtAgain(
                        connection, item.platform(), post, item.createdTime().minus(lasts), concluded.at());
            }
        }
        return fresh;
    }

    private void tell(Concluded concluded, Alarm alarm) {
        ItemFacts facts = facts(concluded, alarm);
        alerts.judge(
                new Anomaly(
                        alarm.kind(),
                        "post:" + facts.item().platform() + ":" + facts.item().postId(),
                        Math.max(facts.post().items(), facts.post().alikeUsers()),
                        null),
                concluded.release(),
                null);
    }

    private static ItemFacts facts(Concluded concluded, Alarm alarm) {
        return concluded.judged().items().stream()
                .map(JudgedItem::facts)
                .filter(facts -> facts.item().key().equals(alarm.item()))
                .findFirst()
                .orElseThrow();
    }

    private static Run.Counts counts(List<Kept> kept) {
        return new Run.Counts(
                kept.size(),
                kept.stream().filter(one -> one.decision() != null).count(),
                verdicts(kept, Verdict.Allowed.class),
                verdicts(kept, Verdict.Held.class),
                verdicts(kept, Verdict.Suppressed.class),
                kept.stream().filter(one -> one.judged().failure() != null).count());
    }

    private static long verdicts(List<Kept> kept, Class<? extends Verdict> kind) {
        return kept.stream()
                .flatMap(one -> one.judged().verdicts().stream())
                .filter(kind::isInstance)
                .count();
    }

    private static Map<String, Long> byRule(List<Kept> kept) {
        return kept.stream()
                .flatMap(one -> one.judged().verdicts().stream())
                .collect(Collectors.groupingBy(verdict -> verdict.proposal().rule(), Collectors.counting()));
    }

    private static Subject subject(SocialItem item) {
        return Subject.item(item.platform(), item.accountId(), item.objectId());
    }
}
