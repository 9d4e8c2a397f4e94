package dev.adjudge.warehouse;

import dev.adjudge.fact.ItemEvent;
import dev.adjudge.fact.ItemEvent.Kind;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.Person;
import dev.adjudge.platform.vault.PersonalData;
import dev.adjudge.platform.vault.SealedTable;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Social items at rest. What is personal in them is sealed; their authors are found by a keyed hash. */
@ApplicationScoped
public class SocialItems implements PersonalData, SealedTable {

    static final String COLUMNS =
            "id, platform, account_id, object_type, object_id, post_id, parent_id, campaign_id, user_id, user_name,"
                    + " text, permalink, created_time, reach, raw_data";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM social_media_items WHERE erased_at IS NULL AND ";

    private static final String INSERT = """
            INSERT INTO social_media_items (id, platform, account_id, object_type, object_id, post_id, parent_id, campaign_id, user_id,
                user_name, text, permalink, created_time, reach, raw_data, person, text_name, likeness, received_at, text_since, told_at, visibility,
                due_at, status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (platform, object_id) DO NOTHING
            """;

    private static final String REWRITE = """
            UPDATE social_media_items SET user_name = coalesce(?, user_name), text = ?, raw_data = coalesce(?, raw_data), reach = ?,
                text_name = ?, likeness = ?, told_at = ?, text_since = ?, due_at = ?, holder = NULL, tries = 0, intent = NULL, sentiment = NULL,
                visibility = CASE visibility WHEN 'deleted' THEN 'visible' ELSE visibility END,
                hidden_at = CASE visibility WHEN 'deleted' THEN NULL ELSE hidden_at END, decision_id = NULL, sampled = false,
                status = 'new', open_since = NULL, open_because = NULL, answer_by = NULL, lost_by = leased_by, lost_until = leased_until,
                leased_by = NULL, leased_until = NULL,
                escalated_to = NULL, closed_at = NULL, closed_by = NULL
            WHERE id = ?
            """;

    /** What chance chose is looked at all the same: that it is gone may be our own doing. */
    private static final String REMOVE = """
            UPDATE social_media_items SET told_at = ?, visibility = 'deleted', due_at = NULL, holder = NULL,
                open_since = CASE WHEN sampled THEN open_since END, answer_by = CASE WHEN sampled THEN answer_by END,
                leased_by = CASE WHEN sampled THEN leased_by END, leased_until = CASE WHEN sampled THEN leased_until END,
                status = CASE WHEN sampled OR status = 'handled' THEN status ELSE 'passed' END
            WHERE id = ?
            """;

    /**
     * Whether something later is known. Platforms tell whole seconds: of two edits in one the second that is told counts, and what is gone
     * stays so.
     */
    private static final String LATER = """
            SELECT id, CASE WHEN ? THEN shown_told_at > ?
                    ELSE told_at > ? OR told_at = ? AND NOT (? OR ? AND visibility <> 'deleted') END AS later,
                coalesce(text_name, '') AS text_name, visibility, erased_at IS NOT NULL AS erased
            FROM social_media_items WHERE platform = ? AND object_id = ? FOR UPDATE
            """;

    private static final String SHOW_OR_HIDE = """
            UPDATE social_media_items SET shown_told_at = ?, visibility = ?,
                hidden_at = CASE WHEN ? = 'hidden' THEN coalesce(hidden_at, ?) END
            WHERE id = ? AND visibility <> 'deleted'
            """;

    private final DataSource database;
    private final Vault vault;
    private final Clock clock;

    SocialItems(DataSource database, Vault vault, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * What an event changed.
     *
     * @param id of the item
     */
    public record Arrived(ItemEvent event, UUID id, Change change) {}

    /** What an event changed of an item. */
    public enum Change {
        ADDED,
        EDITED,
        REMOVED,
        /** Hidden, or seen again. */
        SHOWN,
        /** It was told before, or is out of date. */
        UNCHANGED;

        /** The spelling in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Keeps an item. Answers its id, or nothing when it was there before, or was and is erased. */
    public Optional<UUID> add(Connection connection, SocialItem item) throws SQLException {
        Arrived arrived = arrive(connection, new ItemEvent(Kind.ADDED, item, item.createdTime()));
        return arrived.change() == Change.ADDED ? Optional.of(arrived.id()) : Optional.empty();
    }

    /** Keeps what events tell, in their order. One that was told before, or is older than what is known, changes nothing. */
    public List<Arrived> arrive(Connection connection, List<ItemEvent> events) throws SQLException {
        List<Arrived> arrived = new ArrayList<>();
        for (ItemEvent event : events) {
            arrived.add(arrive(connection, event));
        }
        return arrived;
    }

    private Arrived arrive(Connection connection, ItemEvent event) throws SQLException {
        Sql sql = new Sql(connection);
        Optional<Known> known = known(sql, event);
        boolean tellsText = event.kind() == Kind.ADDED || event.kind() == Kind.EDITED;
        if (known.isEmpty() && (tellsText || event.kind() == Kind.REMOVED)) {
            UUID id = UUID.randomUUID();
            if (insert(sql, connection, id, event)) {
                return new Arrived(event, id, tellsText ? Change.ADDED : Change.REMOVED);
            }
            known = known(sql, event); // somebody else kept it in the same moment
        }
        if (known.isEmpty()) {
            return new Arrived(event, UUID.randomUUID(), Change.UNCHANGED);
        }
        // Who was erased stays erased: what comes of the same item again is not kept.
        Change change = known.get().erased() || known.get().later()
                ? Change.UNCHANGED
                : change(sql, connection, known.get(), event);
        return new Arrived(event, known.get().id(), change);
    }

    private static Optional<Known> known(Sql sql, ItemEvent event) throws SQLException {
        return sql.find(
                LATER,
                row -> new Known(
                        row.getObject("id", UUID.class),
                        row.getBoolean("later"),
                        row.getString("text_name"),
                        row.getString("visibility"),
                        row.getBoolean("erased")),
                event.kind() == Kind.HIDDEN || event.kind() == Kind.UNHIDDEN,
                event.at(),
                event.at(),
                event.at(),
                event.kind() == Kind.REMOVED,
                event.kind() == Kind.EDITED,
                event.item().platform(),
                event.item().objectId());
    }

    private record Known(UUID id, boolean later, String textName, String visibility, boolean erased) {}

    private Change change(Sql sql, Connection connection, Known known, ItemEvent event) throws SQLException {
        SocialItem item = event.item();
        switch (event.kind()) {
            case ADDED, EDITED -> {
                String name = textName(item);
                if (name.equals(known.textName())) {
                    // That it is there is no news: what happened before it was told again may still be told.
                    sql.run(
                            "UPDATE social_media_items SET told_at = CASE WHEN ? THEN ? ELSE told_at END, reach = greatest(reach, ?)"
                                    + " WHERE id = ? AND (? OR reach < ?)",
                            event.kind() == Kind.EDITED,
                            event.at(),
                            item.reach(),
                            known.id(),
                            event.kind() == Kind.EDITED,
                            item.reach());
                    return Change.UNCHANGED;
                }
                Instant now = clock.instant();
                sql.run(
                        REWRITE,
                        sealed(known.id(), "user_name", item.userName()),
                        sealed(known.id(), "text", item.text()),
                        sealed(known.id(), "raw_data", item.raw()),
                        item.reach(),
                        name,
                        likeness(connection, item),
                        event.at(),
                        now,
                        now,
                        known.id());
                return Change.EDITED;
            }
            case REMOVED -> {
                sql.run(REMOVE, event.at(), known.id());
                return known.visibility().equals("deleted") ? Change.UNCHANGED : Change.REMOVED;
            }
            default -> {
                String now = event.kind() == Kind.HIDDEN ? "hidden" : "visible";
                sql.run(SHOW_OR_HIDE, event.at(), now, now, event.at(), known.id());
                return Change.SHOWN;
            }
        }
    }

    private boolean insert(Sql sql, Connection connection, UUID id, ItemEvent event) throws SQLException {
        SocialItem item = event.item();
        boolean gone = event.kind() == Kind.REMOVED;
        Instant now = clock.instant();
        Optional<String> person =
                Optional.ofNullable(item.userId()).map(user -> vault.person(new Person(item.platform(), user)));
        return sql.run(
                        INSERT,
                        id,
                        item.platform(),
                        item.accountId(),
                        item.objectType(),
                        item.objectId(),
                        item.postId(),
                        item.parentId(),
                        item.campaignId(),
                        sealed(id, "user_id", item.userId()),
                        sealed(id, "user_name", item.userName()),
                        sealed(id, "text", item.text()),
                        sealed(id, "permalink", item.permalink()),
                        item.createdTime(),
                        item.reach(),
                        sealed(id, "raw_data", item.raw()),
                        person.orElse(null),
                        textName(item),
                        likeness(connection, item),
                        now,
                        now,
                        event.at(),
                        gone ? "deleted" : "visible",
                        gone ? null : now,
                        gone ? "passed" : "new")
                == 1;
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

    /** Notes in the transaction of an action that we took an item out of sight, or let it be seen again. */
    public void show(Sql sql, String platform, String objectId, String visibility, Instant at) throws SQLException {
        sql.run(
                "UPDATE social_media_items SET visibility = ?, hidden_at = CASE WHEN ? <> 'visible' THEN coalesce(hidden_at, ?)"
                        + " END WHERE platform = ? AND object_id = ?",
                visibility,
                visibility,
                at,
                platform,
                objectId);
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
        sql.run("""
                UPDATE optimization_actions a SET comment = NULL,
                    reason = CASE WHEN a.ordered_by IS NULL THEN a.reason ELSE 'erased' END,
                    outcome = CASE a.status WHEN 'rejected' THEN a.outcome || '{"detail": "erased"}' ELSE a.outcome END
                FROM social_media_items i
                WHERE i.person = ? AND a.subject_kind = 'item' AND a.platform = i.platform AND a.subject_id = i.object_id
                """, person);
        sql.run(
                "UPDATE item_classifications c SET reason = NULL FROM social_media_items i WHERE i.person = ? AND c.item_id = i.id",
                person);
        sql.run(
                "UPDATE item_reviews r SET comment = NULL FROM social_media_items i WHERE i.person = ? AND r.item_id = i.id",
                person);
        return sql.run("""
                UPDATE social_media_items SET user_id = NULL, user_name = NULL, text = NULL, permalink = NULL, raw_data = NULL,
                    note = NULL, open_because = NULL, text_name = NULL, likeness = NULL, due_at = NULL, holder = NULL, open_since = NULL, answer_by = NULL,
                    leased_by = NULL, leased_until = NULL,
                    status = CASE WHEN status IN ('new', 'needs_person') THEN 'passed' ELSE status END, erased_at = ?
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
        return List.of("user_id", "user_name", "text", "permalink", "raw_data", "note");
    }

    private String textName(SocialItem item) {
        return vault.name("text", item.text());
    }

    private Array likeness(Connection connection, SocialItem item) throws SQLException {
        return connection.createArrayOf("int8", Likeness.of(item.text(), vault));
    }

    private @Nullable String sealed(UUID id, String column, @Nullable String text) {
        return text == null ? null : vault.seal(new Cell(table(), column, id.toString()), text);
    }

    /** The item of a row with {@link #COLUMNS}. */
    SocialItem item(ResultSet row) throws SQLException {
        return new SocialItem(
                row.getString("platform"),
                row.getString("account_id"),
                row.getString("object_type"),
                row.getString("object_id"),
                row.getString("post_id"),
                row.getString("parent_id"),
                row.getString("campaign_id"),
                opened(row, "user_id"),
                opened(row, "user_name"),
                Objects.requireNonNullElse(opened(row, "text"), ""),
                opened(row, "permalink"),
                Sql.instantThere(row, "created_time"),
                row.getLong("reach"),
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
