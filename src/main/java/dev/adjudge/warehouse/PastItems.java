package dev.adjudge.warehouse;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Items of the past that are still to be seen, with what they were last classified as. */
@ApplicationScoped
public class PastItems {

    private static final String SELECT = "SELECT i.*, c.id AS said, c.intent, c.sentiment, c.confidence_score,"
            + " c.sentiment_confidence, c.reply_required, c.flags, c.reason, c.provider, c.model, c.model_version"
            + " FROM social_media_items i JOIN LATERAL (SELECT * FROM item_classifications s WHERE s.item_id = i.id"
            + " AND s.created_at >= i.text_since ORDER BY s.created_at DESC LIMIT 1) c ON true WHERE i.visibility = 'visible' AND i.erased_at IS NULL AND ";

    private final DataSource database;
    private final SocialItems items;
    private final Classifications classifications;

    PastItems(DataSource database, SocialItems items, Classifications classifications) {
        this.database = database;
        this.items = items;
        this.classifications = classifications;
    }

    /** An item and what it was last classified as. */
    public record Past(UUID id, SocialItem item, Instant receivedAt, Classification said) {}

    /**
     * The next so many that were received within a span, the earliest first.
     *
     * @param after the last of those before; null to begin
     */
    public List<Past> next(Instant from, Instant to, @Nullable List<String> platforms, @Nullable Past after, int most) {
        String[] on = platforms == null ? null : platforms.toArray(String[]::new);
        return Sql.using(
                database,
                "reading items of the past",
                sql -> sql.list(
                        SELECT
                                + "i.received_at >= ? AND i.received_at < ? AND (?::text[] IS NULL OR i.platform = ANY (?::text[]))"
                                + " AND (i.received_at, i.id) > (?, ?) ORDER BY i.received_at, i.id LIMIT ?",
                        this::past,
                        from,
                        to,
                        on,
                        on,
                        after == null ? Instant.EPOCH : after.receivedAt(),
                        after == null ? new UUID(0, 0) : after.id(),
                        most));
    }

    /** Those that a hunt found, as they are by now; locked, so that nobody else has them done at the same time. */
    public List<Past> foundBy(Connection connection, UUID hunt) throws SQLException {
        return new Sql(connection)
                .list(
                        SELECT
                                + "i.id IN (SELECT item_id FROM retro_hunt_matches WHERE hunt_id = ?) ORDER BY i.received_at, i.id FOR UPDATE OF i",
                        this::past,
                        hunt);
    }

    /** The first so many that a hunt found. */
    public List<Past> sample(UUID hunt, int most) {
        return Sql.using(
                database,
                "reading what a hunt found",
                sql -> sql.list(
                        SELECT
                                + "i.id IN (SELECT item_id FROM retro_hunt_matches WHERE hunt_id = ?) ORDER BY md5(i.id::text) LIMIT ?",
                        this::past,
                        hunt,
                        most));
    }

    private Past past(ResultSet row) throws SQLException {
        return new Past(
                row.getObject("id", UUID.class),
                items.item(row),
                Sql.instantThere(row, "received_at"),
                classifications.classification(row, "said"));
    }
}
