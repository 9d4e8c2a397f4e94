package dev.adjudge.warehouse;

import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.platform.vault.PersonalData;
import dev.adjudge.platform.vault.SealedTable;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Social items at rest. What is personal in them is sealed; their authors are found by a keyed hash. */
@ApplicationScoped
public class SocialItems implements PersonalData, SealedTable {

    private static final String SELECT =
            "SELECT id, platform, object_type, object_id, parent_id, user_id, user_name, text, permalink, created_time, raw_data"
                    + " FROM social_media_items WHERE erased_at IS NULL AND ";

    private final DataSource database;
    private final Vault vault;
    private final Clock clock;

    SocialItems(DataSource database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /** Keeps an item. Answers its id, or nothing when it was there before, or was and is erased. */
    public Optional<UUID> add(Connection connection, SocialItem item) throws SQLException {
        UUID id = UUID.randomUUID();
        Optional<String> person =
                Optional.ofNullable(item.userId()).map(user -> vault.person(new Person(item.platform(), user)));
        Sql sql = new Sql(connection);
        // Who was erased stays erased: what comes of the same item again is not kept.
        long added = sql.run(
                """
                INSERT INTO social_media_items (id, platform, object_type, object_id, parent_id, user_id, user_name, text, permalink,
                    created_time, raw_data, person)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, object_id) DO NOTHING
                """,
                id,
                item.platform(),
                item.objectType(),
                item.objectId(),
                item.parentId(),
                sealed(id, "user_id", item.userId()),
                sealed(id, "user_name", item.userName()),
                sealed(id, "text", item.text()),
                sealed(id, "permalink", item.permalink()),
                item.createdTime(),
                sealed(id, "raw_data", item.raw()),
                person.orElse(null));
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    /** An item that is there and not erased. */
    public Optional<SocialItem> find(String platform, String objectId) {
        return Sql.using(
                database,
                "reading a social item",
                sql -> sql.find(SELECT + "platform = ? AND object_id = ?", this::item, platform, objectId));
    }

    /** What a person wrote, latest first. */
    public List<SocialItem> by(Person person) {
        return Sql.using(
                database,
                "reading social items of a person",
                sql -> sql.list(
                        SELECT + "person = ? ORDER BY created_time DESC, id", this::item, vault.person(person)));
    }

    @Override
    public String what() {
        return "items";
    }

    /** The row stays, empty: for what was done with it, and so that the item is not taken for a new one. */
    @Override
    public long erase(Connection connection, String person) throws SQLException {
        Sql sql = new Sql(connection);
        sql.run("""
                UPDATE optimization_actions a SET action_details = a.action_details || '{"before": null, "after": ""}',
                    status = CASE a.status WHEN 'held' THEN 'expired' ELSE a.status END,
                    finished_at = CASE a.status WHEN 'held' THEN ?::timestamptz ELSE a.finished_at END
                FROM social_media_items i
                WHERE i.person = ? AND a.subject_kind = 'item' AND a.platform = i.platform AND a.subject_id = i.object_id
                  AND a.action_type IN ('reply', 'delete_reply')
                """, clock.instant(), person);
        return sql.run("""
                UPDATE social_media_items SET user_id = NULL, user_name = NULL, text = NULL, permalink = NULL, raw_data = NULL, erased_at = ?
                WHERE person = ? AND erased_at IS NULL
                """, clock.instant(), person);
    }

    @Override
    public String table() {
        return "social_media_items";
    }

    @Override
    public String key() {
        return "id";
    }

    @Override
    public List<String> columns() {
        return List.of("user_id", "user_name", "text", "permalink", "raw_data");
    }

    private @Nullable String sealed(UUID id, String column, @Nullable String text) {
        return text == null ? null : vault.seal(new Cell(table(), column, id.toString()), text);
    }

    private SocialItem item(ResultSet row) throws SQLException {
        return new SocialItem(
                row.getString("platform"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("parent_id"),
                opened(row, "user_id"),
                opened(row, "user_name"),
                vault.open(cell(row, "text"), row.getString("text")),
                opened(row, "permalink"),
                Sql.instantThere(row, "created_time"),
                opened(row, "raw_data"));
    }

    private @Nullable String opened(ResultSet row, String column) throws SQLException {
        String sealed = row.getString(column);
        return sealed == null ? null : vault.open(cell(row, column), sealed);
    }

    private Cell cell(ResultSet row, String column) throws SQLException {
        return new Cell(table(), column, row.getString("id"));
    }
}
