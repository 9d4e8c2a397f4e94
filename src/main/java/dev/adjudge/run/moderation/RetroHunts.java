package dev.adjudge.run.moderation;

import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import dev.adjudge.warehouse.PastItems.Past;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Retro-hunts asked for, under way and over. */
@ApplicationScoped
public class RetroHunts {

    private static final int MOST_WAITING = 20;
    private static final String SELECT = """
            SELECT h.*, (SELECT count(*) FROM retro_hunt_matches m WHERE m.hunt_id = h.id) AS matched,
                (SELECT array_agg(rule || chr(9) || n ORDER BY n DESC, rule) FROM (SELECT rule, count(*) AS n FROM retro_hunt_matches m
                    WHERE m.hunt_id = h.id GROUP BY rule) r) AS found
            FROM retro_hunts h """ + " ";

    private final DataSource database;
    private final AuditLog audit;
    private final Clock clock;

    RetroHunts(DataSource database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Puts a hunt into the queue; {@link RetroHuntQueue} takes it from there. */
    @Transactional
    public RetroHunt add(
            long release, @Nullable String rule, @Nullable List<String> platforms, TimeRange received, Caller caller) {
        UUID id = UUID.randomUUID();
        return using(sql -> {
            if (sql.count("SELECT count(*) FROM retro_hunts WHERE status = 'queued'") >= MOST_WAITING) {
                throw Problem.busy(MOST_WAITING + " hunts wait; ask again when some are over");
            }
            sql.run(
                    "INSERT INTO retro_hunts (id, status, release_id, rule, platforms, span_from, span_to, requested_by, created_at)"
                            + " VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    release,
                    rule,
                    platforms == null ? null : platforms.toArray(String[]::new),
                    received.from(),
                    received.to(),
                    caller.actor(),
                    now());
            Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
            wanted.put("release", release);
            wanted.put("rule", rule);
            wanted.put("platforms", platforms);
            wanted.put("from", received.from());
            wanted.put("to", received.to());
            audit.add(Happening.of(caller, "retro_hunt.requested", "retro_hunt:" + id, null, wanted, null));
            return find(sql, id).orElseThrow();
        });
    }

    /** @throws Problem 404 when there is none */
    public RetroHunt byId(UUID id) {
        return using(sql -> find(sql, id))
                .orElseThrow(() -> Problem.unknown(
                        "There is no retro-hunt " + id + "; GET /api/moderation/retro-hunts lists those there are"));
    }

    /** A page of hunts, newest first. */
    public Page<RetroHunt> list(Limit limit, @Nullable Cursor after) {
        List<RetroHunt> found = using(sql -> sql.list(
                SELECT
                        + "WHERE ?::timestamptz IS NULL OR (h.created_at, h.id) < (?, ?) ORDER BY h.created_at DESC, h.id DESC LIMIT ?",
                RetroHunts::hunt,
                after == null ? null : after.at(),
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit.andOneMore()));
        return Page.of(found, limit, last -> new Cursor(last.createdAt(), last.id()).encode());
    }

    /** The next to work on; one whose worker died comes first, since it is the oldest. It begins anew. */
    @Transactional
    Optional<RetroHunt> startNext(int mostAttempts) {
        return using(sql -> {
            sql.run(
                    "UPDATE retro_hunts SET status = 'failed', finished_at = ?, error = ? WHERE status = 'running' AND attempts >= ?",
                    now(),
                    "The service stopped " + mostAttempts + " times in the middle of it; ask for a shorter span",
                    mostAttempts);
            Optional<UUID> next = sql.find(
                    "SELECT id FROM retro_hunts WHERE status IN ('running', 'queued') ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                    row -> row.getObject("id", UUID.class));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            sql.run(
                    "UPDATE retro_hunts SET status = 'running', attempts = attempts + 1, looked = 0 WHERE id = ?",
                    next.get());
            sql.run("DELETE FROM retro_hunt_matches WHERE hunt_id = ?", next.get());
            return find(sql, next.get());
        });
    }

    /** An item that a hunt found, and what is wanted of it. */
    record Match(Past past, String rule, String action) {}

    @Transactional
    void found(UUID id, int looked, List<Match> matches) {
        using(sql -> {
            sql.run("UPDATE retro_hunts SET looked = looked + ? WHERE id = ?", looked, id);
            return sql.run(
                    "INSERT INTO retro_hunt_matches (hunt_id, item_id, rule, action)"
                            + " SELECT ?, item::uuid, rule, action FROM unnest(?::text[], ?::text[], ?::text[]) AS m (item, rule, action)",
                    id,
                    matches.stream().map(match -> match.past().id().toString()).toArray(String[]::new),
                    matches.stream().map(Match::rule).toArray(String[]::new),
                    matches.stream().map(Match::action).toArray(String[]::new));
        });
    }

    @Transactional
    void over(UUID id, @Nullable String error) {
        using(sql -> sql.run(
                "UPDATE retro_hunts SET status = ?, error = ?, finished_at = ? WHERE id = ? AND status = 'running'",
                error == null ? "completed" : "failed",
                error,
                now(),
                id));
    }

    /** Says in the transaction of its actions that they are ordered; false when they were before. */
    boolean acted(Connection connection, UUID id, UUID run, String reason, Caller caller) throws SQLException {
        boolean first = new Sql(connection)
                        .run(
                                "UPDATE retro_hunts SET run_id = ?, reason = ?, acted_by = ?, acted_at = ? WHERE id = ? AND run_id IS NULL",
                                run,
                                reason,
                                caller.actor(),
                                now(),
                                id)
                == 1;
        return first;
    }

    private static Optional<RetroHunt> find(Sql sql, UUID id) throws SQLException {
        return sql.find(SELECT + "WHERE h.id = ?", RetroHunts::hunt, id);
    }

    private static RetroHunt hunt(ResultSet row) throws SQLException {
        Array platforms = row.getArray("platforms");
        Map<String, Long> found = new LinkedHashMap<>();
        Array rules = row.getArray("found");
        if (rules != null) {
            for (String rule : (String[]) rules.getArray()) {
                int tab = rule.indexOf('\t');
                found.put(rule.substring(0, tab), Long.valueOf(rule.substring(tab + 1)));
            }
        }
        return new RetroHunt(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getLong("release_id"),
                row.getString("rule"),
                platforms == null ? null : List.of((String[]) platforms.getArray()),
                Sql.instantThere(row, "span_from"),
                Sql.instantThere(row, "span_to"),
                row.getLong("looked"),
                row.getLong("matched"),
                found,
                row.getString("error"),
                row.getString("requested_by"),
                Sql.instantThere(row, "created_at"),
                Sql.instant(row, "finished_at"),
                row.getObject("run_id", UUID.class),
                row.getString("reason"),
                row.getString("acted_by"),
                Sql.instant(row, "acted_at"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at retro-hunts", use);
    }
}
