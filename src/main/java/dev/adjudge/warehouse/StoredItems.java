package dev.adjudge.warehouse;

import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.Vault;
import dev.adjudge.warehouse.StoredItem.Open;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads items with where they stand. */
@ApplicationScoped
public class StoredItems {

    static final String COLUMNS = "i.*";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM social_media_items i WHERE ";

    private final DataSource database;
    private final SocialItems items;
    private final Vault vault;
    private final Clock clock;

    StoredItems(DataSource database, SocialItems items, Vault vault, Clock clock) {
        this.database = database;
        this.items = items;
        this.vault = vault;
        this.clock = clock;
    }

    public Optional<StoredItem> find(UUID id) {
        return using(sql -> sql.find(SELECT + "i.id = ?", this::stored, id));
    }

    /** Newest first. */
    public Page<StoredItem> page(ItemFilter filter, Limit limit, @Nullable Cursor after) {
        ItemFilter.Where where = filter.where(clock.instant());
        List<Object> values = new ArrayList<>(where.values());
        String more = "";
        if (after != null) {
            more = " AND (i.received_at, i.id) < (?, ?)";
            values.add(after.at());
            values.add(after.id());
        }
        values.add(limit.andOneMore());
        String select = SELECT + where.sql() + more + " ORDER BY i.received_at DESC, i.id DESC LIMIT ?";
        return Page.of(using(sql -> sql.list(select, this::stored, values.toArray())), limit, last -> new Cursor(
                        last.receivedAt(), last.id())
                .encode());
    }

    /** Where a page of the queue ends. */
    public record Place(double priority, UUID id) {}

    /** Those that wait for a person, the most pressing first. One more than the limit, should there be more. */
    public List<StoredItem> waiting(ItemFilter filter, Limit limit, @Nullable Place after) {
        ItemFilter.Where where = filter.where(clock.instant());
        List<Object> values = new ArrayList<>(where.values());
        String more = "";
        if (after != null) {
            more = " AND (i.priority < ? OR i.priority = ? AND i.id > ?)";
            values.addAll(List.of(after.priority(), after.priority(), after.id()));
        }
        values.add(limit.andOneMore());
        String select = SELECT + where.sql() + " AND i.status = 'needs_person'" + more
                + " ORDER BY i.priority DESC, i.id LIMIT ?";
        return using(sql -> sql.list(select, this::stored, values.toArray()));
    }

    /**
     * One that waits.
     *
     * @param textSince since when its text is the one that it is
     */
    public record Waiting(UUID id, Instant textSince) {}

    /** As {@link #waiting(ItemFilter, Limit, Place)}, without what they say. */
    public List<Waiting> waiting(ItemFilter filter, int most) {
        ItemFilter.Where where = filter.where(clock.instant());
        List<Object> values = new ArrayList<>(where.values());
        values.add(most);
        return using(sql -> sql.list(
                "SELECT i.id, i.text_since FROM social_media_items i WHERE " + where.sql()
                        + " AND i.status = 'needs_person' ORDER BY i.priority DESC, i.id LIMIT ?",
                row -> new Waiting(row.getObject("id", UUID.class), Sql.instantThere(row, "text_since")),
                values.toArray()));
    }

    /** How many there are. */
    public long count(ItemFilter filter) {
        ItemFilter.Where where = filter.where(clock.instant());
        return using(sql -> sql.count(
                "SELECT count(*) FROM social_media_items i WHERE " + where.sql(),
                where.values().toArray()));
    }

    StoredItem stored(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String note = row.getString("note");
        return new StoredItem(
                id,
                items.item(row),
                Sql.instantThere(row, "received_at"),
                row.getString("visibility"),
                Sql.instant(row, "erased_at"),
                row.getString("intent"),
                row.getString("sentiment"),
                row.getString("status"),
                row.getObject("decision_id", UUID.class),
                row.getBoolean("sampled"),
                row.getObject("due_at") != null,
                new Open(
                        row.getInt("severity"),
                        row.getString("open_because"),
                        Sql.instant(row, "open_since"),
                        Sql.instant(row, "answer_by"),
                        row.getString("escalated_to"),
                        row.getString("leased_by"),
                        Sql.instant(row, "leased_until"),
                        row.getString("lost_by"),
                        Sql.instant(row, "lost_until"),
                        row.getObject("priority", Double.class),
                        Sql.instant(row, "closed_at"),
                        row.getString("closed_by")),
                note == null ? null : vault.open(new Cell(items.table(), "note", id.toString()), note));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "reading items", use);
    }
}
