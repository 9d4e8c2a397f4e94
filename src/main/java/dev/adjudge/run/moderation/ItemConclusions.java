package dev.adjudge.run.moderation;

import dev.adjudge.act.Outbox;
import dev.adjudge.decision.Decision;
import dev.adjudge.decision.RunConditions;
import dev.adjudge.decision.Subject;
import dev.adjudge.fact.Classification;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Sql;
import dev.adjudge.rules.Alarm;
import dev.adjudge.rules.CompiledRelease;
import dev.adjudge.rules.JudgedItem;
import dev.adjudge.rules.JudgedItems;
import dev.adjudge.warehouse.Classifications;
import dev.adjudge.warehouse.DueItems;
import dev.adjudge.warehouse.DueItems.Due;
import dev.adjudge.warehouse.DueItems.Settled;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Writes what a batch of items came to: classifications, decisions, actions and a run of their own, in one transaction. */
@ApplicationScoped
class ItemConclusions {

    private final DueItems due;
    private final Classifications classifications;
    private final Bursts bursts;
    private final ModerationRuns runs;
    private final Outbox outbox;
    private final Fates fates;
    private final DataSource database;
    private final MeterRegistry metrics;
    private final Clock clock;

    ItemConclusions(
            DueItems due,
            Classifications classifications,
            Bursts bursts,
            ModerationRuns runs,
            Outbox outbox,
            Fates fates,
            DataSource database,
            MeterRegistry metrics,
            Clock clock) {
        this.due = due;
        this.classifications = classifications;
        this.bursts = bursts;
        this.runs = runs;
        this.outbox = outbox;
        this.fates = fates;
        this.database = database;
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
        List<Alarm> fresh = Sql.inTransaction(database, connection -> write(connection, concluded));
        outbox.nudge();
        fresh.forEach(alarm -> bursts.tell(concluded, alarm));
        for (Due one : concluded.batch()) {
            metrics.counter("moderation.items", "platform", one.item().platform())
                    .increment();
            metrics.timer("moderation.time").record(Duration.between(one.receivedAt(), clock.instant()));
        }
    }

    /** @return those alarms that tell of something new */
    private List<Alarm> write(Connection connection, Concluded concluded) throws SQLException {
        List<Kept> kept = settle(connection, concluded);
        outbox.expire(
                connection,
                kept.stream().map(one -> Subject.of(one.due().item())).toList(),
                "A later look concluded this anew",
                concluded.at());
        Map<UUID, Decision> decisions = decisions(kept);
        runs.write(
                connection,
                new ModerationRuns.Made(
                        UUID.randomUUID(),
                        concluded.release(),
                        concluded.conditions(),
                        List.copyOf(decisions.values()),
                        kept.size(),
                        kept.stream()
                                .filter(one -> one.judged().failure() != null)
                                .count(),
                        concluded.at()),
                Caller.SERVICE);
        due.decided(
                connection,
                decisions.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                        .id())));
        classifications.add(connection, said(kept), concluded.at());
        return bursts.note(connection, concluded);
    }

    private List<Kept> settle(Connection connection, Concluded concluded) throws SQLException {
        List<Due> batch = concluded.batch();
        List<JudgedItem> judged = concluded.judged().items();
        List<Settled> settled = IntStream.range(0, batch.size())
                .mapToObj(i -> fates.of(batch.get(i), judged.get(i), concluded.at()))
                .toList();
        Set<UUID> ours = due.settle(connection, concluded.holder(), settled, concluded.at());
        return IntStream.range(0, batch.size())
                .filter(i -> ours.contains(batch.get(i).id()))
                .mapToObj(i -> kept(concluded.release(), batch.get(i), judged.get(i)))
                .toList();
    }

    private static Kept kept(CompiledRelease release, Due due, JudgedItem judged) {
        return new Kept(
                due,
                judged,
                judged.verdicts().isEmpty()
                        ? null
                        : new Decision(
                                UUID.randomUUID(),
                                Subject.of(due.item()),
                                release.ref(),
                                judged.facts(),
                                judged.verdicts()));
    }

    /** By the ids of their items. */
    private static Map<UUID, Decision> decisions(List<Kept> kept) {
        Map<UUID, Decision> decisions = new LinkedHashMap<>();
        for (Kept one : kept) {
            if (one.decision() != null) {
                decisions.put(one.due().id(), one.decision());
            }
        }
        return decisions;
    }

    private static Map<UUID, Classification> said(List<Kept> kept) {
        Map<UUID, Classification> said = new LinkedHashMap<>();
        for (Kept one : kept) {
            if (one.judged().facts().classification() != null) {
                said.put(one.due().id(), one.judged().facts().classification());
            }
        }
        return said;
    }

    /** Those that failed again and again. */
    void leaveToPeople(UUID holder, List<Due> some, Instant at) {
        if (!some.isEmpty()) {
            Sql.change(
                    database,
                    connection -> due.settle(
                            connection,
                            holder,
                            some.stream().map(one -> fates.unjudged(one, at)).toList(),
                            at));
        }
    }
}
