package dev.adjudge.warehouse;

import dev.adjudge.fact.SocialItem;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Items that are still to be judged. Whoever takes one holds it until its lease ends; then another takes it. */
@ApplicationScoped
public class DueItems {

    private static final String TAKE = """
            WITH due AS (
                SELECT id FROM social_media_items WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED
            ), taken AS (
                UPDATE social_media_items i SET due_at = ?, holder = ?, tries = tries + 1 FROM due WHERE i.id = due.id RETURNING i.*
            )
            SELECT tries, received_at, reclassify_by, EXISTS (SELECT FROM item_reviews r WHERE r.item_id = taken.id
                AND r.at > taken.text_since AND r.decided <> 'escalated') AS decided, """ + " " + SocialItems.COLUMNS + " FROM taken ORDER BY received_at, id";

    private static final String SETTLE = """
            UPDATE social_media_items SET due_at = NULL, holder = NULL, status = ?, severity = ?, open_because = ?, open_since = ?,
                answer_by = ?, sampled = ?, decision_id = NULL, leased_by = NULL, leased_until = NULL, escalated_to = NULL, reclassify_by = NULL
            WHERE id = ? AND holder = ?
            """;

    private final DataSource database;
    private final SocialItems items;

    DueItems(DataSource database, SocialItems items) {
        this.database = database;
        this.items = items;
    }

    /**
     * An item that is being judged.
     *
     * @param tries how often, this time included
     * @param by the classifier that somebody asked for; null for the one that is set
     * @param decided whether a person decided on this text before
     */
    public record Due(
            UUID id,
            SocialItem item,
            Instant receivedAt,
            int tries,
            @Nullable String by,
            boolean decided) {}

    /**
     * What became of an item.
     *
     * @param status {@code needs_person}, {@code handled} or {@code passed}
     * @param severity 0 to 9, for those that need a person
     * @param because why it needs a person; null when it does not
     * @param answerBy until when somebody is to answer
     * @param sampled whether chance chose it from what is done at once
     */
    public record Settled(
            UUID id,
            String status,
            int severity,
            @Nullable String because,
            @Nullable Instant answerBy,
            boolean sampled) {

        /** Nothing is to be done with it. */
        public static Settled passed(UUID id) {
            return new Settled(id, "passed", 0, null, null, false);
        }

        /** What was to be done is done, or will be. */
        public static Settled handled(UUID id) {
            return new Settled(id, "handled", 0, null, null, false);
        }

        public static Settled waiting(UUID id, int severity, String because, Instant answerBy) {
            return new Settled(id, "needs_person", severity, because, answerBy, false);
        }

        /** What was to be done is done, and somebody looks whether that was right. */
        public static Settled sampled(UUID id, String because, Instant answerBy) {
            return new Settled(id, "needs_person", 1, because, answerBy, true);
        }
    }

    /** Takes those that are due, the longest waiting first. */
    public List<Due> take(int most, UUID holder, Instant now, Instant leaseUntil) {
        return Sql.using(
                database,
                "taking items that are to be judged",
                sql -> sql.list(
                        TAKE,
                        row -> new Due(
                                row.getObject("id", UUID.class),
                                items.item(row),
                                Sql.instantThere(row, "received_at"),
                                row.getInt("tries"),
                                row.getString("reclassify_by"),
                                row.getBoolean("decided")),
                        now,
                        most,
                        leaseUntil,
                        holder));
    }

    /**
     * Ends the judging of items.
     *
     * @return those that were still this holder's: the others changed meanwhile, or the lease ended
     */
    public Set<UUID> settle(Connection connection, UUID holder, List<Settled> all, Instant at) throws SQLException {
        int[] changed = new Sql(connection)
                .batch(
                        SETTLE,
                        all.stream()
                                .map(one -> Arrays.<@Nullable Object>asList(
                                        one.status(),
                                        one.severity(),
                                        one.because(),
                                        one.status().equals("needs_person") ? at : null,
                                        one.answerBy(),
                                        one.sampled(),
                                        one.id(),
                                        holder))
                                .toList());
        return IntStream.range(0, all.size())
                .filter(i -> changed[i] == 1)
                .mapToObj(i -> all.get(i).id())
                .collect(Collectors.toSet());
    }

    /** Says by which decision each item was settled. */
    public void decided(Connection connection, Map<UUID, UUID> decisions) throws SQLException {
        new Sql(connection)
                .batch(
                        "UPDATE social_media_items SET decision_id = ? WHERE id = ?",
                        decisions.entrySet().stream()
                                .map(one -> Arrays.<@Nullable Object>asList(one.getValue(), one.getKey()))
                                .toList());
    }

    /** Lets others have one later. */
    public void giveBack(UUID holder, UUID id, Instant at) {
        Sql.using(
                database,
                "giving an item back",
                sql -> sql.run(
                        "UPDATE social_media_items SET due_at = ?, holder = NULL WHERE holder = ? AND id = ?",
                        at,
                        holder,
                        id));
    }

    /** Lets others have them later. */
    public void giveBack(UUID holder, Instant at) {
        Sql.using(
                database,
                "giving items back",
                sql -> sql.run("UPDATE social_media_items SET due_at = ?, holder = NULL WHERE holder = ?", at, holder));
    }

    /**
     * Has an item judged anew; false when it is not there, or erased.
     *
     * @param by the classifier to ask; null for the one that is set
     */
    public boolean again(Sql sql, UUID id, @Nullable String by, Instant at) throws SQLException {
        return sql.run(
                        "UPDATE social_media_items SET due_at = ?, holder = NULL, tries = 0, reclassify_by = ? WHERE id = ?"
                                + " AND erased_at IS NULL",
                        at,
                        by,
                        id)
                == 1;
    }

    /** How many wait. */
    public long depth() {
        return Sql.using(
                database,
                "counting items that are to be judged",
                sql -> sql.count("SELECT count(*) FROM social_media_items WHERE due_at IS NOT NULL"));
    }
}
