package dev.adjudge.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.decision.ReleaseLive;
import dev.adjudge.decision.ReleaseRef;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Releases and the register of rules in PostgreSQL. */
@ApplicationScoped
class ReleaseStore {

    private static final Logger log = Logger.getLogger(ReleaseStore.class);
    private static final long ONE_PUBLISHER_AT_A_TIME = 0x61646a7564676501L;

    private final DataSource database;
    private final ObjectMapper json;
    private final Clock clock;
    private final Event<ReleaseLive> wentLive;

    ReleaseStore(DataSource database, ObjectMapper json, Clock clock, Event<ReleaseLive> wentLive) {
        this.wentLive = wentLive;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Makes these rules the live release; the same files are the same release. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    CompiledRelease publish(CompiledRules rules) {
        try (Connection connection = database.getConnection()) {
            Timestamp now = Timestamp.from(Instant.now(clock));
            try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
                lock.setLong(1, ONE_PUBLISHER_AT_A_TIME);
                lock.execute();
            }
            long id = release(connection, rules.files(), now);
            Optional<Long> before = live(connection);
            goLive(connection, id, now);
            List<String> gone = register(connection, id, rules.register(), now);
            if (!before.equals(Optional.of(id))) {
                wentLive.fire(new ReleaseLive(new ReleaseRef(id, rules.files().hash()), before.orElse(null), gone));
            }
            return new CompiledRelease(
                    new ReleaseRef(id, rules.files().hash()), rules, ruleIds(connection, rules.register()));
        } catch (SQLException e) {
            throw new IllegalStateException("The release could not be written: " + e.getMessage(), e);
        }
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean exists(long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT FROM releases WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Releases could not be read: " + e.getMessage(), e);
        }
    }

    /** The files of an earlier release. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    RuleFiles files(long id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT path, content FROM release_files WHERE release_id = ?")) {
            select.setLong(1, id);
            Map<String, String> contents = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    contents.put(rows.getString("path"), rows.getString("content"));
                }
            }
            if (contents.isEmpty()) {
                throw Problem.unknown("There is no release " + id + ". GET /api/releases lists those there are.");
            }
            return RuleFiles.of(contents);
        } catch (SQLException e) {
            throw new IllegalStateException("Release " + id + " could not be read: " + e.getMessage(), e);
        }
    }

    /** An earlier release, compiled again, under its own number. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    CompiledRelease earlier(long id, CompiledRules rules) {
        try (Connection connection = database.getConnection()) {
            return new CompiledRelease(
                    new ReleaseRef(id, rules.files().hash()), rules, ruleIds(connection, rules.register()));
        } catch (SQLException e) {
            throw new IllegalStateException("Release " + id + " could not be read: " + e.getMessage(), e);
        }
    }

    private static long release(Connection connection, RuleFiles files, Timestamp now) throws SQLException {
        String hash = files.hash();
        try (PreparedStatement known = connection.prepareStatement("SELECT id FROM releases WHERE hash = ?")) {
            known.setString(1, hash);
            try (ResultSet row = known.executeQuery()) {
                if (row.next()) {
                    return row.getLong(1);
                }
            }
        }
        long id;
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO releases (hash, title, state, created_at) VALUES (?, ?, 'approved', ?) RETURNING id")) {
            insert.setString(1, hash);
            insert.setString(2, "Files of " + now.toInstant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
            insert.setTimestamp(3, now);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                id = row.getLong(1);
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO release_files (release_id, path, content) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> file : files.contents().entrySet()) {
                insert.setLong(1, id);
                insert.setString(2, file.getKey());
                insert.setString(3, file.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return id;
    }

    private static void goLive(Connection connection, long id, Timestamp now) throws SQLException {
        try (PreparedStatement retire =
                connection.prepareStatement("UPDATE releases SET state = 'retired' WHERE state = 'live' AND id <> ?")) {
            retire.setLong(1, id);
            retire.executeUpdate();
        }
        try (PreparedStatement live = connection.prepareStatement(
                "UPDATE releases SET state = 'live', live_since = ? WHERE id = ? AND state <> 'live'")) {
            live.setTimestamp(1, now);
            live.setLong(2, id);
            live.executeUpdate();
        }
    }

    private static Optional<Long> live(Connection connection) throws SQLException {
        return new Sql(connection).find("SELECT id FROM releases WHERE state = 'live'", row -> row.getLong(1));
    }

    /** @return the rules that were live and are no more, each with its file */
    private List<String> register(Connection connection, long id, List<RegisteredRule> rules, Timestamp now)
            throws SQLException {
        List<String> gone = new ArrayList<>();
        try (PreparedStatement drop = connection.prepareStatement(
                "UPDATE optimization_rules SET is_active = false, updated_at = ? WHERE is_active AND rule_name <> ALL (?)"
                        + " RETURNING file || ': ' || rule_name")) {
            drop.setTimestamp(1, now);
            drop.setArray(
                    2,
                    connection.createArrayOf(
                            "text", rules.stream().map(RegisteredRule::name).toArray()));
            try (ResultSet rows = drop.executeQuery()) {
                while (rows.next()) {
                    gone.add(rows.getString(1));
                }
            }
            if (!gone.isEmpty()) {
                log.warnf("Rules that were live are gone with release %d: %s", id, String.join("; ", gone));
            }
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO optimization_rules (rule_name, platform, rule_type, owner, description, file, conditions,
                    actions, service_time_gating, release_id, is_active, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, true, ?)
                ON CONFLICT (rule_name) DO UPDATE SET platform = excluded.platform, rule_type = excluded.rule_type,
                    owner = excluded.owner, description = excluded.description, file = excluded.file,
                    conditions = excluded.conditions, actions = excluded.actions,
                    service_time_gating = excluded.service_time_gating, release_id = excluded.release_id,
                    is_active = true, updated_at = excluded.updated_at
                WHERE (optimization_rules.release_id, optimization_rules.is_active) IS DISTINCT FROM (excluded.release_id, true)
                """)) {
            for (RegisteredRule rule : rules) {
                upsert.setString(1, rule.name());
                upsert.setString(2, rule.platform());
                upsert.setString(3, rule.type());
                upsert.setString(4, rule.owner());
                upsert.setString(5, rule.description());
                upsert.setString(6, rule.file());
                upsert.setString(7, json(rule.conditions()));
                upsert.setString(8, json(rule.actions()));
                upsert.setString(9, json(rule.serviceTime()));
                upsert.setLong(10, id);
                upsert.setTimestamp(11, now);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        return gone;
    }

    private static Map<String, UUID> ruleIds(Connection connection, List<RegisteredRule> rules) throws SQLException {
        Map<String, UUID> ids = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT rule_name, id FROM optimization_rules WHERE rule_name = ANY (?)")) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rules.stream().map(RegisteredRule::name).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getObject(2, UUID.class));
                }
            }
        }
        return ids;
    }

    private String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
