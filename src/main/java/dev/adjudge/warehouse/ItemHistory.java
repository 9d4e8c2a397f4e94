package dev.adjudge.warehouse;

import dev.adjudge.fact.ItemFacts;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** What is known of the authors and posts of items, and of bursts. */
@ApplicationScoped
public class ItemHistory {

    private static final String SELECT = Sql.resource("sql/item-history.sql");

    private final DataSource database;

    ItemHistory(DataSource database) {
        this.database = database;
    }

    /** How far back is looked for one item. */
    public record Asked(UUID item, Duration burst, Duration alike, Duration offences) {}

    /** Of one item. */
    public record Known(ItemFacts.Author author, ItemFacts.Post post) {

        public static final Known NOTHING = new Known(ItemFacts.Author.UNKNOWN, ItemFacts.Post.UNKNOWN);
    }

    /** In one question for all of them. */
    public Map<UUID, Known> of(List<Asked> asked, Instant now) {
        Map<UUID, Known> known = new HashMap<>();
        Sql.using(database, "reading the history of items", sql -> {
            sql.list(
                            SELECT,
                            row -> Map.entry(
                                    row.getObject("id", UUID.class),
                                    new Known(
                                            new ItemFacts.Author(
                                                    row.getLong("hidden_items"), row.getLong("author_replies")),
                                            new ItemFacts.Post(
                                                    row.getLong("post_items"),
                                                    row.getLong("alike_users"),
                                                    row.getBoolean("burst"),
                                                    row.getLong("post_replies")))),
                            asked.stream().map(one -> one.item().toString()).toArray(String[]::new),
                            seconds(asked, Asked::burst),
                            seconds(asked, Asked::alike),
                            seconds(asked, Asked::offences),
                            now,
                            now,
                            now,
                            now)
                    .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
            return known;
        });
        return known;
    }

    /**
     * Notes a burst on a post, which lasts until then.
     *
     * @return whether it is a new one
     */
    public boolean burst(
            Connection connection, String platform, String postId, String because, Instant now, Instant until)
            throws SQLException {
        return new Sql(connection)
                        .run(
                                "INSERT INTO post_bursts AS b (platform, post_id, since, until, because) VALUES (?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (platform, post_id) DO UPDATE SET since = excluded.since, until = excluded.until,"
                                        + " because = excluded.because WHERE b.until <= excluded.since",
                                platform,
                                postId,
                                now,
                                until,
                                because)
                == 1;
    }

    /**
     * Answers of the last 24 hours that were sent or will be, besides any to the item itself.
     *
     * @param toAuthor to whoever wrote it
     * @param underPost under the post on which it stands
     */
    public record Replies(long toAuthor, long underPost) {}

    /** Those who count at the same time wait for each other until their transactions end. */
    public Replies replies(Sql sql, UUID item, Instant now) throws SQLException {
        sql.run("SELECT pg_advisory_xact_lock(hashtext('answers counted'))");
        return sql.find(
                        """
                        SELECT count(*) FILTER (WHERE o.person = i.person) AS to_author,
                            count(*) FILTER (WHERE o.post_id = i.post_id) AS under_post
                        FROM social_media_items i
                        JOIN social_media_items o ON o.platform = i.platform AND o.id <> i.id AND (o.person = i.person OR o.post_id = i.post_id)
                        JOIN optimization_actions r ON r.platform = o.platform AND r.subject_id = o.object_id AND r.subject_kind = 'item'
                            AND r.action_type = 'reply' AND r.status IN ('approved', 'ready', 'executing', 'done') AND r.created_at > ?
                        WHERE i.id = ?
                        """,
                        row -> new Replies(row.getLong("to_author"), row.getLong("under_post")),
                        now.minus(Duration.ofHours(24)),
                        item)
                .orElseThrow();
    }

    /** Has spam on a post judged anew that came lately and was believed too little. What a person decided stands. */
    public long doubtAgain(Connection connection, String platform, String postId, Instant since, Instant now)
            throws SQLException {
        return new Sql(connection).run("""
                UPDATE social_media_items i SET due_at = ?, holder = NULL, tries = 0
                WHERE platform = ? AND post_id = ? AND created_time > ? AND due_at IS NULL AND visibility = 'visible'
                  AND erased_at IS NULL AND intent = 'spam'
                  AND NOT EXISTS (SELECT FROM item_reviews r WHERE r.item_id = i.id AND r.at > i.text_since)
                  AND NOT EXISTS (SELECT FROM optimization_actions a WHERE a.subject_kind = 'item' AND a.platform = i.platform
                      AND a.subject_id = i.object_id AND a.status IN ('ready', 'approved', 'executing'))
                """, now, platform, postId, since);
    }

    private static Long[] seconds(List<Asked> asked, java.util.function.Function<Asked, Duration> which) {
        return asked.stream().map(one -> which.apply(one).toSeconds()).toArray(Long[]::new);
    }
}
