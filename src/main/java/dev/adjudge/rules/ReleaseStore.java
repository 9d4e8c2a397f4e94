package dev.adjudge.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.ReleaseLive;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.platform.Caller;
import dev.adjudge.platform.Changed;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Releases and the register of rules in PostgreSQL. */
@ApplicationScoped
class ReleaseStore {

    /** What PostgreSQL tells its listeners when releases change. */
    static final String CHANNEL = "adjudge_releases";

    private static final Logger log = Logger.getLogger(ReleaseStore.class);
    private static final long ONE_PUBLISHER_AT_A_TIME = 0x61646a7564676501L;
    private static final String SELECT =
            "SELECT id, title, state, author, editors, made_from, hash, created_at, submitted_at, submitted_by,"
                    + " approved_at, approved_by, acknowledged, live_since, publish_at, shadow_since FROM releases ";

    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Event<ReleaseLive> wentLive;
    private final Event<Changed> changed;

    ReleaseStore(
            DataSource database, ObjectMapper json, Clock clock, Event<ReleaseLive> wentLive, Event<Changed> changed) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.wentLive = wentLive;
        this.changed = changed;
    }

    // ---------------------------------------------------------------------------------------------- reading

    Optional<Release> live() {
        return using(sql -> sql.find(SELECT + "WHERE state = 'live'", ReleaseStore::release));
    }

    Optional<Release> find(long id) {
        return using(sql -> sql.find(SELECT + "WHERE id = ?", ReleaseStore::release, id));
    }

    /** @throws Problem 404 when there is none */
    Release byId(long id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    Release read(Sql sql, long id) throws SQLException {
        return sql.find(SELECT + "WHERE id = ?", ReleaseStore::release, id).orElseThrow(() -> unknown(id));
    }

    static Problem unknown(long id) {
        return Problem.unknown("There is no release " + id + "; GET /api/releases lists those there are");
    }

    Page<Release> page(Limit limit, @Nullable Long after) {
        return Page.of(
                using(sql -> sql.list(
                        SELECT + "WHERE id < ? ORDER BY id DESC LIMIT ?",
                        ReleaseStore::release,
                        after == null ? Long.MAX_VALUE : after,
                        limit.andOneMore())),
                limit,
                last -> String.valueOf(last.id()));
    }

    /** The release that is judged beside the live one. */
    Optional<Release> shadow() {
        return using(sql -> sql.find(SELECT + "WHERE state = 'shadow'", ReleaseStore::release));
    }

    /** The newest that only waits to be published, and those whose time has come. */
    List<Release> approved() {
        return using(
                sql -> sql.list(SELECT + "WHERE state = 'approved' ORDER BY approved_at DESC", ReleaseStore::release));
    }

    /**
     * The files of a release.
     *
     * @throws IllegalStateException when they are not what its hash says
     */
    RuleFiles files(long id) {
        RuleFiles files = using(sql -> files(sql, id));
        Release release = byId(id);
        if (release.hash() != null && !release.hash().equals(files.hash())) {
            throw new IllegalStateException("The files of release " + id
                    + " are not those that were submitted: somebody changed the table release_files. Restore it from a"
                    + " backup, or make another release live");
        }
        return files;
    }

    static RuleFiles files(Sql sql, long id) throws SQLException {
        Map<String, String> contents = new TreeMap<>();
        sql.list(
                "SELECT path, content FROM release_files WHERE release_id = ?",
                row -> contents.put(row.getString("path"), row.getString("content")),
                id);
        return RuleFiles.of(contents);
    }

    /** These rules under a number, with the register's ids as they are now. */
    CompiledRelease numbered(long id, CompiledRules rules) {
        return using(sql -> numbered(sql, id, rules));
    }

    private static CompiledRelease numbered(Sql sql, long id, CompiledRules rules) throws SQLException {
        return new CompiledRelease(new ReleaseRef(id, rules.files().hash()), rules, ruleIds(sql, rules.register()));
    }

    // ---------------------------------------------------------------------------------------------- files on disk

    /** The hash of the files on disk as they were last taken notice of. */
    Optional<String> folder() {
        return using(sql -> sql.find("SELECT hash FROM rule_folder", row -> row.getString(1)));
    }

    /** Makes the rules on disk the live release; the same files are the same release. */
    CompiledRelease publish(CompiledRules rules) {
        return alone(sql -> {
            String hash = rules.files().hash();
            long id = sql.find("SELECT id FROM releases WHERE hash = ?", row -> row.getLong(1), hash)
                    .orElse(-1L);
            if (id < 0) {
                id = insert(
                        sql,
                        "approved",
                        hash,
                        "Files of " + now().truncatedTo(ChronoUnit.SECONDS),
                        Caller.SERVICE,
                        null);
                replace(sql, id, rules.files());
            }
            remember(sql, hash);
            return goLive(sql, id, rules, Caller.SERVICE);
        });
    }

    /**
     * Makes a draft of changed files on disk, or changes the draft that was made of an earlier change and nobody took up.
     *
     * @return the draft; empty when these are the files of a release there is
     */
    Optional<Release> draft(RuleFiles files) {
        return alone(sql -> {
            String hash = files.hash();
            remember(sql, hash);
            if (sql.count("SELECT count(*) FROM releases WHERE hash = ?", hash) > 0) {
                return Optional.empty();
            }
            Long open = sql.find(
                            "SELECT id FROM releases WHERE state = 'draft' AND author = ? AND editors = '{}' ORDER BY id DESC LIMIT 1 FOR UPDATE",
                            row -> row.getLong(1),
                            Caller.SERVICE.actor())
                    .orElse(null);
            Long live = sql.find("SELECT id FROM releases WHERE state = 'live'", row -> row.getLong(1))
                    .orElse(null);
            long id = open != null
                    ? open
                    : insert(
                            sql,
                            "draft",
                            null,
                            "Files on disk, changed " + now().truncatedTo(ChronoUnit.SECONDS),
                            Caller.SERVICE,
                            live);
            replace(sql, id, files);
            tell(sql, Caller.SERVICE, "release.drafted", id, null, Map.of("files", hash), null);
            return sql.find(SELECT + "WHERE id = ?", ReleaseStore::release, id);
        });
    }

    private static void remember(Sql sql, String hash) throws SQLException {
        sql.run(
                "INSERT INTO rule_folder (hash) VALUES (?) ON CONFLICT (only_one) DO UPDATE SET hash = excluded.hash",
                hash);
    }

    // ---------------------------------------------------------------------------------------------- life

    /** What is done to a release while nobody else does anything to one. */
    @FunctionalInterface
    interface Step<T> {
        T on(Sql sql, Release release) throws SQLException;
    }

    /** Does one step in a release's life, in one transaction. */
    <T> T step(long id, Step<T> step) {
        return alone(sql -> {
            Release release = sql.find(SELECT + "WHERE id = ? FOR UPDATE", ReleaseStore::release, id)
                    .orElseThrow(() -> unknown(id));
            return step.on(sql, release);
        });
    }

    /**
     * A draft that is a change of another release.
     *
     * @param files null for those of the other
     */
    Release draft(long from, String title, @Nullable RuleFiles files, Caller caller) {
        return step(from, (sql, original) -> {
            long id = insert(sql, "draft", null, title, caller, original.id());
            RuleFiles begun = files == null ? files(sql, from) : files;
            replace(sql, id, begun);
            tell(
                    sql,
                    caller,
                    "release.drafted",
                    id,
                    null,
                    Map.of("from", from, "title", title, "files", begun.hash()),
                    null);
            return read(sql, id);
        });
    }

    /** Makes a release live, and the one that was live retired. */
    void goLive(long id, CompiledRules rules, Release.State expected, Caller caller) {
        step(id, (sql, release) -> {
            if (release.state() == Release.State.LIVE) {
                return release;
            }
            if (release.state() != expected) {
                throw Problem.conflict(
                        "Release " + id + " is " + release.state().word() + " by now");
            }
            goLive(sql, id, rules, caller);
            return release;
        });
    }

    private CompiledRelease goLive(Sql sql, long id, CompiledRules rules, Caller caller) throws SQLException {
        Instant now = now();
        Optional<Long> before = sql.find("SELECT id FROM releases WHERE state = 'live'", row -> row.getLong(1));
        sql.run("UPDATE releases SET state = 'retired' WHERE state = 'live' AND id <> ?", id);
        sql.run(
                "UPDATE releases SET state = 'live', live_since = ?, publish_at = NULL WHERE id = ? AND state <> 'live'",
                now,
                id);
        List<String> gone = register(sql, id, rules.register(), now);
        if (!before.equals(Optional.of(id))) {
            wentLive.fire(
                    new ReleaseLive(caller, new ReleaseRef(id, rules.files().hash()), before.orElse(null), gone));
        }
        notifyOthers(sql);
        return numbered(sql, id, rules);
    }

    /** Other replicas are told when the transaction commits. */
    static void notifyOthers(Sql sql) throws SQLException {
        sql.run("SELECT pg_notify(?, '')", CHANNEL);
    }

    /** Writes down, in the same transaction, what was done. */
    void tell(
            Sql sql,
            Caller caller,
            String kind,
            long release,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        changed.fire(new Changed(sql, caller, kind, "release:" + release, before, after, reason));
    }

    private long insert(Sql sql, String state, @Nullable String hash, String title, Caller author, @Nullable Long from)
            throws SQLException {
        return sql.find(
                        "INSERT INTO releases (hash, title, state, author, made_from, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                        row -> row.getLong(1),
                        hash,
                        title,
                        state,
                        author.actor(),
                        from,
                        now())
                .orElseThrow();
    }

    private static void replace(Sql sql, long id, RuleFiles files) throws SQLException {
        sql.run("DELETE FROM release_files WHERE release_id = ?", id);
        for (Map.Entry<String, String> file : files.contents().entrySet()) {
            sql.run(
                    "INSERT INTO release_files (release_id, path, content) VALUES (?, ?, ?)",
                    id,
                    file.getKey(),
                    file.getValue());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** In one transaction, one at a time among all replicas: who is live is decided here. */
    private <T> T alone(Sql.Use<T> work) {
        return QuarkusTransaction.requiringNew()
                .call(() -> using(sql -> {
                    sql.run("SELECT pg_advisory_xact_lock(?)", ONE_PUBLISHER_AT_A_TIME);
                    return work.with(sql);
                }));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "looking at releases", use);
    }

    private static Release release(ResultSet row) throws SQLException {
        Array editors = row.getArray("editors");
        long from = row.getLong("made_from");
        boolean none = row.wasNull();
        return new Release(
                row.getLong("id"),
                row.getString("title"),
                Release.State.of(row.getString("state")),
                row.getString("author"),
                List.of((String[]) editors.getArray()),
                none ? null : from,
                row.getString("hash"),
                Sql.instantThere(row, "created_at"),
                Sql.instant(row, "submitted_at"),
                row.getString("submitted_by"),
                Sql.instant(row, "approved_at"),
                row.getString("approved_by"),
                List.of((String[]) row.getArray("acknowledged").getArray()),
                Sql.instant(row, "live_since"),
                Sql.instant(row, "publish_at"),
                Sql.instant(row, "shadow_since"));
    }

    // ---------------------------------------------------------------------------------------------- register

    /** @return the rules that were live and are no more, each with its file */
    private List<String> register(Sql sql, long id, List<RegisteredRule> rules, Instant now) throws SQLException {
        List<String> gone = sql.list(
                "UPDATE optimization_rules SET is_active = false, updated_at = ? WHERE is_active AND rule_name <> ALL (?)"
                        + " RETURNING file || ': ' || rule_name",
                row -> row.getString(1),
                now,
                names(rules));
        if (!gone.isEmpty()) {
            log.warnf("Rules that were live are gone with release %d: %s", id, String.join("; ", gone));
        }
        for (RegisteredRule rule : rules) {
            sql.run(
                    """
                    INSERT INTO optimization_rules (rule_name, platform, rule_type, owner, description, file, conditions,
                        actions, service_time_gating, words, release_id, is_active, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, true, ?)
                    ON CONFLICT (rule_name) DO UPDATE SET platform = excluded.platform, rule_type = excluded.rule_type,
                        owner = excluded.owner, description = excluded.description, file = excluded.file,
                        conditions = excluded.conditions, actions = excluded.actions,
                        service_time_gating = excluded.service_time_gating, words = excluded.words, release_id = excluded.release_id,
                        is_active = true, updated_at = excluded.updated_at
                    WHERE (optimization_rules.release_id, optimization_rules.is_active, optimization_rules.words)
                        IS DISTINCT FROM (excluded.release_id, true, excluded.words)
                    """,
                    rule.name(),
                    rule.platform(),
                    rule.type(),
                    rule.owner(),
                    rule.description(),
                    rule.file(),
                    json(rule.conditions()),
                    json(rule.actions()),
                    json(rule.serviceTime()),
                    rule.words(),
                    id,
                    now);
        }
        return gone;
    }

    private static Map<String, UUID> ruleIds(Sql sql, List<RegisteredRule> rules) throws SQLException {
        Map<String, UUID> ids = new HashMap<>();
        sql.list(
                "SELECT rule_name, id FROM optimization_rules WHERE rule_name = ANY (?)",
                row -> ids.put(row.getString(1), row.getObject(2, UUID.class)),
                (Object) names(rules));
        return ids;
    }

    private static String[] names(List<RegisteredRule> rules) {
        return rules.stream().map(RegisteredRule::name).toArray(String[]::new);
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
