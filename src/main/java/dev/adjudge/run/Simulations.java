package dev.adjudge.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.audit.AuditLog;
import dev.adjudge.audit.Happening;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import dev.adjudge.run.SimulationReport.Difference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Simulations asked for, under way and over. */
@ApplicationScoped
public class Simulations {

    private static final String SELECT =
            "SELECT id, status, release_id, compare_id, run_id, from_day, to_day, known_at, platforms, account_ids,"
                    + " rollout_percent, requested_by, days_done, created_at, started_at, finished_at, error, report FROM simulations ";
    private static final int MOST_WAITING = 20;

    private final DataSource database;
    private final AuditLog audit;
    private final ObjectMapper json;
    private final Conditions conditions;
    private final Clock clock;

    Simulations(DataSource database, AuditLog audit, ObjectMapper json, Conditions conditions, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.json = json;
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * What is to be simulated.
     *
     * @param compareWith another release; null for none
     * @param platforms only campaigns on these; all when null
     * @param accountIds only campaigns of these accounts; all when null
     * @param rolloutPercent 0 to 100; the share that holds for runs now when null
     */
    public record Wanted(
            long releaseId,
            @Nullable Long compareWith,
            LocalDate from,
            LocalDate to,
            boolean asKnownThen,
            @Nullable List<String> platforms,
            @Nullable List<String> accountIds,
            @Nullable Integer rolloutPercent) {}

    /** Puts a simulation into the queue; {@link SimulationQueue} takes it from there. */
    @Transactional
    public Simulation add(Wanted wanted, Caller caller) {
        UUID id = UUID.randomUUID();
        Integer rollout = wanted.rolloutPercent();
        return using(sql -> {
            if (sql.count("SELECT count(*) FROM simulations WHERE status = 'queued'") >= MOST_WAITING) {
                throw Problem.busy(MOST_WAITING + " simulations wait; cancel one, or ask again when some are over");
            }
            sql.run(
                    "INSERT INTO simulations (id, status, release_id, compare_id, from_day, to_day, known_at,"
                            + " platforms, account_ids, rollout_percent, requested_by, created_at)"
                            + " VALUES (?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id,
                    wanted.releaseId(),
                    wanted.compareWith(),
                    wanted.from(),
                    wanted.to(),
                    wanted.asKnownThen() ? "then" : "now",
                    names(wanted.platforms()),
                    names(wanted.accountIds()),
                    rollout == null ? conditions.rolloutPercent() : rollout,
                    caller.actor(),
                    now());
            Map<String, @Nullable Object> after = new LinkedHashMap<>();
            after.put("release", wanted.releaseId());
            after.put("compareWith", wanted.compareWith());
            after.put("from", wanted.from());
            after.put("to", wanted.to());
            after.put("platforms", wanted.platforms());
            after.put("accountIds", wanted.accountIds());
            audit.add(Happening.of(caller, "simulation.requested", "simulation:" + id, null, after, null));
            return sql.find(SELECT + "WHERE id = ?", Simulations::simulation, id)
                    .orElseThrow();
        });
    }

    /** Puts the release in shadow into the queue beside every run since then that it was not put beside. */
    @Transactional
    void addShadows(long release, Instant since) {
        using(sql -> sql.run("""
                INSERT INTO simulations (id, status, release_id, compare_id, run_id, from_day, to_day, known_at, platforms,
                    account_ids, rollout_percent, requested_by, created_at)
                SELECT gen_random_uuid(), 'queued', ?, release_id, id, as_of, as_of, 'then', platforms, account_ids,
                    (facts ->> 'rolloutPercent')::int, ?, ?
                FROM runs r
                WHERE status = 'completed' AND trigger NOT IN ('decide', 'moderation') AND finished_at >= ? AND release_id <> ?
                  AND NOT EXISTS (SELECT FROM simulations s WHERE s.run_id = r.id AND s.release_id = ?)
                ON CONFLICT DO NOTHING
                """, release, Caller.SERVICE.actor(), now(), since, release, release));
    }

    /** What came of a release in shadow, over the runs since then. */
    public Shadow shadow(long release, Limit limit) {
        List<SimulationReport.Agreement> agreement = using(sql -> sql.list(
                """
                SELECT a.rule, sum(a.same) AS same, sum(a.otherwise) AS otherwise, sum(a."only") AS "only",
                       sum(a."onlyCompared") AS only_compared
                FROM simulations, jsonb_to_recordset(report -> 'agreement')
                    AS a (rule text, same bigint, otherwise bigint, "only" bigint, "onlyCompared" bigint)
                WHERE release_id = ? AND run_id IS NOT NULL AND status = 'completed'
                GROUP BY a.rule ORDER BY a.rule
                """,
                row -> new SimulationReport.Agreement(
                        row.getString("rule"),
                        row.getLong("same"),
                        row.getLong("otherwise"),
                        row.getLong("only"),
                        row.getLong("only_compared")),
                release));
        List<Shadow.BesideRun> runs = using(sql -> sql.list(
                "SELECT id, run_id, compare_id, status, error, (report ->> 'differences')::bigint AS differences, finished_at"
                        + " FROM simulations WHERE release_id = ? AND run_id IS NOT NULL ORDER BY created_at DESC, id LIMIT ?",
                row -> new Shadow.BesideRun(
                        row.getObject("run_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getLong("compare_id"),
                        row.getString("status"),
                        row.getObject("differences", Long.class),
                        row.getString("error"),
                        Sql.instant(row, "finished_at")),
                release,
                limit.rows()));
        return new Shadow(agreement, runs);
    }

    /** @throws Problem 404 when there is none */
    public Simulation byId(UUID id) {
        return using(sql -> sql.find(SELECT + "WHERE id = ?", Simulations::simulation, id))
                .orElseThrow(() -> Problem.unknown(
                        "There is no simulation " + id + "; GET /api/simulations lists those there are"));
    }

    /** A page of simulations, newest first. */
    public Page<Simulation> list(Limit limit, @Nullable Cursor after) {
        List<Simulation> found = using(sql -> sql.list(
                SELECT
                        + "WHERE run_id IS NULL AND (?::timestamptz IS NULL OR (created_at, id) < (?, ?)) ORDER BY created_at DESC, id DESC"
                        + " LIMIT ?",
                Simulations::simulation,
                after == null ? null : after.at(),
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit.andOneMore()));
        return Page.of(found, limit, last -> new Cursor(last.createdAt(), last.id()).encode());
    }

    /**
     * Campaigns that fared differently, the earliest difference first.
     *
     * @param after the number of the last one of the page before; 0 to begin
     */
    public Page<JsonNode> differences(UUID id, Limit limit, int after) {
        byId(id);
        List<JsonNode> found = using(sql -> sql.list(
                "SELECT number, difference FROM simulation_differences WHERE simulation_id = ? AND number > ? ORDER BY number LIMIT ?",
                row -> tree(row.getString("difference")),
                id,
                after,
                limit.andOneMore()));
        return Page.of(found, limit, last -> String.valueOf(after + limit.rows()));
    }

    /** Ends one that is not over; what it found so far is dropped. */
    @Transactional
    public Simulation cancel(UUID id, Caller caller) {
        Simulation before = byId(id);
        boolean ended = using(sql -> sql.run(
                        "UPDATE simulations SET status = 'cancelled', finished_at = ? WHERE id = ? AND status IN ('queued', 'running')",
                        now(),
                        id))
                == 1;
        if (ended) {
            audit.add(Happening.of(
                    caller,
                    "simulation.cancelled",
                    "simulation:" + id,
                    Map.of("status", before.status()),
                    Map.of("status", "cancelled"),
                    null));
        } else if (!byId(id).status().equals("cancelled")) {
            throw Problem.conflict(
                    "Simulation " + id + " is " + byId(id).status() + "; only one that is not over is cancelled");
        }
        return byId(id);
    }

    /** The next to work on; one whose worker died comes first, since it is the oldest. */
    @Transactional
    Optional<Simulation> startNext(int mostAttempts) {
        return using(sql -> {
            sql.run(
                    "UPDATE simulations SET status = 'failed', finished_at = ?, error = ? WHERE status = 'running' AND attempts >= ?",
                    now(),
                    "The service stopped " + mostAttempts + " times in the middle of it; ask for a shorter span",
                    mostAttempts);
            Optional<UUID> next = sql.find(
                    "SELECT id FROM simulations WHERE status IN ('running', 'queued') ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED",
                    row -> row.getObject("id", UUID.class));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            sql.run(
                    "UPDATE simulations SET status = 'running', attempts = attempts + 1, days_done = 0, started_at = ? WHERE id = ?",
                    now(),
                    next.get());
            return sql.find(SELECT + "WHERE id = ?", Simulations::simulation, next.get());
        });
    }

    /** Says how far it is; false when somebody cancelled it. */
    boolean progress(UUID id, int daysDone) {
        return using(sql -> sql.run(
                        "UPDATE simulations SET days_done = ? WHERE id = ? AND status = 'running'", daysDone, id))
                == 1;
    }

    @Transactional
    void complete(UUID id, SimulationReport report, List<Difference> differences) {
        using(sql -> {
            long open = sql.run(
                    "UPDATE simulations SET status = 'completed', report = ?::jsonb, finished_at = ? WHERE id = ? AND status = 'running'",
                    text(report),
                    now(),
                    id);
            if (open == 1) {
                sql.run(
                        "INSERT INTO simulation_differences (simulation_id, number, difference)"
                                + " SELECT ?, ordinality, value FROM jsonb_array_elements(?::jsonb) WITH ORDINALITY",
                        id,
                        text(differences));
            }
            return open;
        });
    }

    @Transactional
    void failed(UUID id, String error) {
        using(sql -> sql.run(
                "UPDATE simulations SET status = 'failed', error = ?, finished_at = ? WHERE id = ? AND status = 'running'",
                error,
                now(),
                id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at simulations", use);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a simulation found can't be written", e);
        }
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What a simulation found can't be read", e);
        }
    }

    private static String @Nullable [] names(@Nullable List<String> names) {
        return names == null ? null : names.toArray(String[]::new);
    }

    private static @Nullable List<String> names(ResultSet row, String column) throws SQLException {
        Array names = row.getArray(column);
        return names == null ? null : List.of((String[]) names.getArray());
    }

    private static Simulation simulation(ResultSet row) throws SQLException {
        LocalDate from = row.getObject("from_day", LocalDate.class);
        LocalDate to = row.getObject("to_day", LocalDate.class);
        return new Simulation(
                row.getObject("id", UUID.class),
                row.getString("status"),
                row.getLong("release_id"),
                row.getObject("compare_id", Long.class),
                row.getObject("run_id", UUID.class),
                from,
                to,
                row.getString("known_at"),
                names(row, "platforms"),
                names(row, "account_ids"),
                row.getInt("rollout_percent"),
                row.getString("requested_by"),
                new Run.Progress(row.getLong("days_done"), ChronoUnit.DAYS.between(from, to) + 1),
                Sql.instantThere(row, "created_at"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "finished_at"),
                row.getString("error"),
                row.getString("report"));
    }
}
