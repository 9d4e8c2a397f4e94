package dev.adjudge.ingest.social;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemsTold;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemSource;
import dev.adjudge.platform.OneReplica;
import dev.adjudge.platform.Sql;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks every so often for what webhooks did not tell: the net below them. One replica at a time does; what an outage left out is
 * looked for by the next that comes through.
 */
@Singleton
class ItemPulls {

    private static final Logger log = Logger.getLogger(ItemPulls.class);
    private static final int EVENTS_AT_ONCE = 200;

    /** Platforms show what was written with some delay, and we count by our own clock. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofDays(1);

    private final List<ItemSource> sources;
    private final Event<ItemsTold> told;
    private final OneReplica replicas;
    private final DataSource database;
    private final Clock clock;

    /** Until when, as a platform asked this replica. */
    private final Map<String, Instant> leftAlone = new ConcurrentHashMap<>();

    ItemPulls(
            @All List<ItemSource> sources,
            Event<ItemsTold> told,
            OneReplica replicas,
            DataSource database,
            Clock clock) {
        this.sources = sources;
        this.told = told;
        this.replicas = replicas;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(
            identity = "item-pulls",
            every = "{adjudge.webhooks.pull}",
            delayed = "30s",
            executeWith = Scheduled.SIMPLE,
            concurrentExecution = ConcurrentExecution.SKIP)
    void pull() {
        replicas.does("item pulls", () -> sources.forEach(this::pull));
    }

    private void pull(ItemSource source) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.isBefore(leftAlone.getOrDefault(source.platform(), Instant.MIN))) {
            return;
        }
        Instant since = pulledTo(source).map(last -> last.minus(OVERLAP)).orElse(now.minus(FIRST));
        Pulled pulled = new Pulled(now);
        try {
            source.pullItems(since, pulled::take);
            pulled.tell();
            note(source, now, now, pulled.items, null);
        } catch (FactSourceUnavailable e) {
            log.warnf("Comments not looked for, source=%s since=%s: %s", source.platform(), since, e.getMessage());
            note(source, null, now, pulled.items, e.getMessage());
            e.retryAfter().ifPresent(wait -> leftAlone.put(source.platform(), now.plus(wait)));
        }
    }

    private Optional<Instant> pulledTo(ItemSource source) {
        return Sql.using(
                database,
                "reading how far items were pulled",
                sql -> sql.find(
                        "SELECT pulled_to FROM item_pulls WHERE source = ? AND pulled_to IS NOT NULL",
                        row -> Sql.instantThere(row, "pulled_to"),
                        source.platform()));
    }

    private void note(ItemSource source, @Nullable Instant to, Instant tried, long items, @Nullable String error) {
        Sql.using(
                database,
                "noting how far items were pulled",
                sql -> sql.run(
                        "INSERT INTO item_pulls AS p (source, pulled_to, tried_at, items, error) VALUES (?, ?, ?, ?, ?) ON CONFLICT"
                                + " (source) DO UPDATE SET pulled_to = coalesce(excluded.pulled_to, p.pulled_to),"
                                + " tried_at = excluded.tried_at, items = excluded.items, error = excluded.error",
                        source.platform(),
                        to,
                        tried,
                        items,
                        error));
    }

    /** What a pull gives, told in parts. */
    private final class Pulled {

        private final Instant now;
        private final List<ItemEvent> part = new ArrayList<>();
        private long items;

        Pulled(Instant now) {
            this.now = now;
        }

        /** It is as it was seen now: a text that was changed since is another one. */
        void take(SocialItem item) {
            items++;
            part.add(new ItemEvent(ItemEvent.Kind.ADDED, item, now));
            if (part.size() == EVENTS_AT_ONCE) {
                tell();
            }
        }

        void tell() {
            if (!part.isEmpty()) {
                told.fire(new ItemsTold(part));
                part.clear();
            }
        }
    }
}
