package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Items that wait for a person: who has them, and how they stop waiting. */
@ApplicationScoped
public class OpenItems {

    private static final String LEASE = """
            WITH free AS (
                SELECT i.id FROM social_media_items i
                WHERE %s AND i.status = 'needs_person' AND (i.leased_until IS NULL OR i.leased_until <= ?)
                    AND (i.escalated_to IS NULL OR ?::text[] IS NULL OR i.escalated_to = ANY (?::text[]))
                ORDER BY i.priority DESC, i.id LIMIT ? FOR UPDATE SKIP LOCKED
            ), leased AS (
                UPDATE social_media_items i SET leased_by = ?, leased_until = ?, lost_by = NULL FROM free WHERE i.id = free.id RETURNING i.*
            )
            SELECT i.* FROM leased i ORDER BY i.priority DESC, i.id
            """;

    private static final String MINE =
            " WHERE status = 'needs_person' AND leased_by = ? AND leased_until > ? AND (?::uuid[] IS NULL OR id = ANY (?::uuid[]))";

    private static final String CLOSE = """
            UPDATE social_media_items SET status = ?, open_since = NULL, answer_by = NULL, leased_by = NULL, leased_until = NULL,
                closed_at = ?, closed_by = ?
            WHERE id = ?
            """;

    private static final String ESCALATE = """
            UPDATE social_media_items SET status = 'needs_person', severity = least(9, severity + ?), open_because = ?, escalated_to = ?,
                open_since = coalesce(open_since, ?), answer_by = ?, leased_by = NULL, leased_until = NULL, closed_at = NULL, closed_by = NULL
            WHERE id = ?
            """;

    private final DataSource database;
    private final StoredItems stored;
    private final Vault vault;

    OpenItems(DataSource database, StoredItems stored, Vault vault) {
        this.database = database;
        this.stored = stored;
        this.vault = vault;
    }

    /**
     * The most pressing ones that nobody has, for one person: of two who ask at once nobody gets the same.
     *
     * @param names what they go by where something is put before somebody; null to see to everything
     */
    public List<StoredItem> lease(
            ItemFilter filter, int most, String actor, @Nullable Set<String> names, Instant now, Instant until) {
        ItemFilter.Where where = filter.where(now);
        List<@Nullable Object> values = new ArrayList<>(where.values());
        String[] called = names == null ? null : names.toArray(String[]::new);
        values.addAll(Arrays.asList(now, called, called, most, actor, until));
        return Sql.using(
                database,
                "leasing items",
                sql -> sql.list(LEASE.formatted(where.sql()), stored::stored, values.toArray()));
    }

    /**
     * Keeps what somebody has for longer.
     *
     * @param ids null for all that they have
     * @return those that are theirs still
     */
    public List<UUID> renew(String actor, @Nullable List<UUID> ids, Instant now, Instant until) {
        UUID[] some = ids == null ? null : ids.toArray(UUID[]::new);
        return Sql.using(
                database,
                "renewing leases of items",
                sql -> sql.list(
                        "UPDATE social_media_items SET leased_until = ?" + MINE + " RETURNING id",
                        row -> row.getObject("id", UUID.class),
                        until,
                        actor,
                        now,
                        some,
                        some));
    }

    /** Lets others have what somebody had. */
    public List<UUID> release(String actor, @Nullable List<UUID> ids, Instant now) {
        UUID[] some = ids == null ? null : ids.toArray(UUID[]::new);
        return Sql.using(
                database,
                "releasing items",
                sql -> sql.list(
                        "UPDATE social_media_items SET leased_by = NULL, leased_until = NULL" + MINE + " RETURNING id",
                        row -> row.getObject("id", UUID.class),
                        actor,
                        now,
                        some,
                        some));
    }

    /** Locks an item until the transaction ends. */
    public Optional<StoredItem> lock(Sql sql, UUID id) throws java.sql.SQLException {
        return sql.find("SELECT i.* FROM social_media_items i WHERE i.id = ? FOR UPDATE", stored::stored, id);
    }

    /** As {@link #lock(Sql, UUID)}, by the platform's own id. */
    public Optional<StoredItem> lock(Sql sql, String platform, String objectId) throws java.sql.SQLException {
        return sql.find(
                "SELECT i.* FROM social_media_items i WHERE i.platform = ? AND i.object_id = ? FOR UPDATE",
                stored::stored,
                platform,
                objectId);
    }

    /** @param status {@code handled} or {@code passed} */
    public void close(Sql sql, UUID id, String status, String by, Instant at) throws java.sql.SQLException {
        sql.run(CLOSE, status, at, by, id);
    }

    /**
     * Puts an item before somebody, or before somebody else.
     *
     * @param steps by which it gets more severe
     */
    public void escalate(Sql sql, UUID id, int steps, String because, String to, Instant at, Instant answerBy)
            throws java.sql.SQLException {
        sql.run(ESCALATE, steps, because, to, at, answerBy, id);
    }

    /** Puts one that was handled before a person again, unless it is gone by now or its text is another one. */
    public void reopen(Sql sql, String platform, String objectId, String because, Instant at, Instant answerBy)
            throws java.sql.SQLException {
        sql.run(
                "UPDATE social_media_items SET status = 'needs_person', severity = greatest(severity, 5), open_because = ?, open_since = ?,"
                        + " answer_by = ?, closed_at = NULL, closed_by = NULL WHERE platform = ? AND object_id = ? AND status = 'handled'"
                        + " AND visibility = 'visible' AND erased_at IS NULL",
                because,
                at,
                answerBy,
                platform,
                objectId);
    }

    /** @param note null to take it away */
    public void note(Sql sql, UUID id, @Nullable String note) throws java.sql.SQLException {
        sql.run(
                "UPDATE social_media_items SET note = ? WHERE id = ?",
                note == null ? null : vault.seal(new Cell("social_media_items", "note", id.toString()), note),
                id);
    }
}
