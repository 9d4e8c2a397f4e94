package dev.adjudge.platform.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.adjudge.platform.Problem;
import dev.adjudge.platform.Problem.FieldError;
import dev.adjudge.platform.Sql;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The keys by which programs say who they are. A key itself is told once, when it is made; here is its hash. */
@ApplicationScoped
public class ApiKeys {

    static final String PREFIX = "adj_";
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int LONGEST_NAME = 100;
    private static final String COLUMNS = "id, name, roles, created_at, created_by, expires_at";

    private final DataSource database;
    private final Remembered remembered;
    private final Clock clock;

    ApiKeys(DataSource database, Remembered remembered, Clock clock) {
        this.database = database;
        this.remembered = remembered;
        this.clock = clock;
    }

    /** @param expiresAt null for never */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ApiKey(
            UUID id,
            String name,
            List<String> roles,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt) {}

    /** @param key told this once */
    public record NewKey(ApiKey about, String key) {}

    /**
     * Makes a key.
     *
     * @throws Problem when a key has or had this name, or something is missing
     */
    public NewKey create(String name, Set<Role> roles, @Nullable Instant expiresAt, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        check(name, roles, expiresAt, now);
        String key = PREFIX + Secret.draw();
        List<String> words = roles.stream().map(Role::word).sorted().toList();
        ApiKey made = new ApiKey(UUID.randomUUID(), name, words, now, by, expiresAt);
        long added = Sql.using(
                database,
                "making a key",
                sql -> sql.run(
                        "INSERT INTO api_keys (id, name, hash, roles, created_at, created_by, expires_at) SELECT ?, ?, ?, ?, ?, ?, ?"
                                + " WHERE NOT EXISTS (SELECT FROM api_keys WHERE name = ?)"
                                + " ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING",
                        made.id(),
                        name,
                        Secret.hash(key),
                        words.toArray(String[]::new),
                        now,
                        by,
                        expiresAt,
                        name));
        if (added == 0) {
            throw Problem.conflict("There is, or was, a key named '" + name
                    + "'; choose another name: in the audit log a name stands for one key");
        }
        return new NewKey(made, key);
    }

    /** The keys that are not revoked, newest first. */
    public List<ApiKey> list() {
        return Sql.using(
                database,
                "listing keys",
                sql -> sql.list(
                        "SELECT " + COLUMNS + " FROM api_keys WHERE revoked_at IS NULL ORDER BY created_at DESC, id",
                        ApiKeys::key));
    }

    /** Ends a key; empty when there is none, or it has ended before. */
    public Optional<ApiKey> revoke(UUID id) {
        Optional<ApiKey> revoked = Sql.using(
                database,
                "revoking a key",
                sql -> sql.find(
                        "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING " + COLUMNS,
                        ApiKeys::key,
                        clock.instant(),
                        id));
        remembered.forgetAll();
        return revoked;
    }

    /** Whose key this is; empty when it is unknown, revoked or expired. */
    Optional<SecurityIdentity> identify(byte[] hash) {
        return Sql.using(
                database,
                "looking a key up",
                sql -> sql.find(
                        "SELECT " + COLUMNS
                                + " FROM api_keys WHERE hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
                        row -> Signed.key(row.getString("name"), roles(row)),
                        hash,
                        clock.instant()));
    }

    private static void check(String name, Set<Role> roles, @Nullable Instant expiresAt, Instant now) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw wrong("/name", "A key's name has 1 to " + LONGEST_NAME + " characters, no control characters");
        }
        if (name.strip().equalsIgnoreCase(Identities.BOOTSTRAP)) {
            throw wrong("/name", "The audit log calls the key of the settings '" + name + "'; choose another name");
        }
        if (roles.isEmpty()) {
            throw wrong("/roles", "A key without a role may do nothing; send one at least");
        }
        if (expiresAt != null && expiresAt.isAfter(LATEST)) {
            throw wrong(
                    "/expiresAt", expiresAt + " is after " + LATEST + "; leave it out for a key that does not expire");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw wrong("/expiresAt", expiresAt + " is not in the future; leave it out for a key that does not expire");
        }
    }

    private static Problem wrong(String pointer, String detail) {
        return Problem.wrong(detail, new FieldError(pointer, detail));
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                roles(row).stream().map(Role::word).sorted().toList(),
                Sql.instantThere(row, "created_at"),
                row.getString("created_by"),
                Sql.instant(row, "expires_at"));
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        return Users.roles(row);
    }
}
