package dev.adjudge.ingest.social;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemsTold;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.ingest.FactSourceUnavailable;
import dev.adjudge.ingest.ItemSource;
import dev.adjudge.platform.Sql;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
    private static final long LOCK = 7_301_006;
    private static final int EVENTS_AT_ONCE = 200;

    /** Platforms show what was written with some delay, and we count by our own clock. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private static final Duration FIRST = Duration.ofDays(1);

    private final List<ItemSource> sources;
    private final Event<ItemsTold> told;
    private final DataSource database;
    private final Clock clock;

    ItemPulls(@All List<ItemSource> sources, Event<ItemsTold> told, DataSource database, Clock clock) {
        this.sources = sources;
        this.told = told;
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
        Sql.inTransaction(database, connection -> {
            if (new Sql(connection)
                    .find("SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), LOCK)
                    .orElse(false)) {
                for (ItemSource source : sources) {
                    pull(connection, source);
                }
            }
            return Boolean.TRUE;
        });
    }

    private void pull(Connection connection, ItemSource source) throws SQLException {
        Sql sql = new Sql(connection);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant since = sql.find(
                        "SELECT pulled_to FROM item_pulls WHERE source = ? AND pulled_to IS NOT NULL",
                        row -> Sql.instantThere(row, "pulled_to"),
                        source.platform())
                .map(last -> last.minus(OVERLAP))
                .orElse(now.minus(FIRST));
        Pulled pulled = new Pulled(now);
        try {
            source.pullItems(since, pulled::take);
            pulled.tell();
            note(sql, source, now, now, pulled.items, null);
        } catch (FactSourceUnavailable e) {
            log.warnf("Comments not looked for, source=%s since=%s: %s", source.platform(), since, e.getMessage());
            note(sql, source, null, now, pulled.items, e.getMessage());
        }
    }

    private static void note(
            Sql sql, ItemSource source, @Nullable Instant to, Instant tried, long items, @Nullable String error)
            throws SQLException {
        sql.run(
                "INSERT INTO item_pulls AS p (source, pulled_to, tried_at, items, error) VALUES (?, ?, ?, ?, ?) ON CONFLICT (source) DO"
                        + " UPDATE SET pulled_to = coalesce(excluded.pulled_to, p.pulled_to), tried_at = excluded.tried_at,"
                        + " items = excluded.items, error = excluded.error",
                source.platform(),
                to,
                tried,
                items,
                error);
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
