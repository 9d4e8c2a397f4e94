package dev.adjudge.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Callers;
import dev.adjudge.platform.Sql;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Writes down which networks (/24 of IPv4, /48 of IPv6) each key is used from. */
@ApplicationScoped
class KeyNetworks {

    private static final Logger log = Logger.getLogger(KeyNetworks.class);
    private static final int FIRST = 10_000;
    private static final int MOST_REMEMBERED = 10_000;

    private final DataSource database;
    private final Clock clock;
    private final Cache<Use, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    KeyNetworks(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Use(String key, String address) {}

    void watch(@Observes Filters filters) {
        filters.register(
                call -> {
                    call.addEndHandler(ended -> look(call));
                    call.next();
                },
                FIRST);
    }

    private void look(RoutingContext call) {
        Caller caller = Callers.of(call);
        if (!Signed.isKey(caller.actor()) || caller.origin() == null) {
            return;
        }
        Use use = new Use(caller.actor(), caller.origin());
        if (known.asMap().putIfAbsent(use, true) == null) {
            Infrastructure.getDefaultWorkerPool().execute(() -> write(use));
        }
    }

    private void write(Use use) {
        try {
            Sql.using(
                    database,
                    "writing down where a key is used",
                    sql -> sql.run("""
                            INSERT INTO key_networks (actor, network, first_seen)
                            SELECT ?, network(set_masklen(address, CASE family(address) WHEN 4 THEN 24 ELSE 48 END)), ?
                            FROM (SELECT ?::inet AS address) seen
                            ON CONFLICT DO NOTHING""", use.key(), clock.instant(), use.address()));
        } catch (RuntimeException e) {
            known.invalidate(use);
            log.errorf(e, "Where a key is used could not be written down, actor=%s", use.key());
        }
    }
}
