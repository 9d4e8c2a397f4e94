package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people said of items. Rules and classifiers are measured by it, and learn from it. */
@ApplicationScoped
public class ItemReviews {

    private final DataSource database;

    ItemReviews(DataSource database) {
        this.database = database;
    }

    /**
     * What somebody said of an item.
     *
     * @param decided {@code approved}, {@code rejected}, {@code escalated}, {@code resolved}, {@code acted} or {@code undone}
     * @param outcome {@code right}, {@code wrong} or {@code unsure}: whether the rule was right
     * @param intent what it really is about; null when they did not say
     * @param sampled whether chance chose the item
     */
    public record Review(
            UUID itemId,
            @Nullable UUID decisionId,
            @Nullable UUID actionId,
            @Nullable String rule,
            String decided,
            String outcome,
            @Nullable String intent,
            @Nullable String sentiment,
            boolean sampled,
            String reviewer,
            @Nullable String comment,
            Instant at) {}

    public void add(Sql sql, Review review) throws SQLException {
        sql.run(
                "INSERT INTO item_reviews (item_id, decision_id, action_id, rule, decided, outcome, intent, sentiment, sampled, reviewer,"
                        + " comment, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                review.itemId(),
                review.decisionId(),
                review.actionId(),
                review.rule(),
                review.decided(),
                review.outcome(),
                review.intent(),
                review.sentiment(),
                review.sampled(),
                review.reviewer(),
                review.comment(),
                review.at());
    }

    /** Adds to what somebody said of an action what the item really is about. */
    public void label(UUID actionId, String reviewer, @Nullable String intent, @Nullable String sentiment) {
        if (intent == null && sentiment == null) {
            return;
        }
        Sql.using(
                database,
                "labelling an item",
                sql -> sql.run(
                        "UPDATE item_reviews SET intent = ?, sentiment = ? WHERE id = (SELECT id FROM item_reviews WHERE action_id = ?"
                                + " AND reviewer = ? ORDER BY at DESC LIMIT 1)",
                        intent,
                        sentiment,
                        actionId,
                        reviewer));
    }

    /** Latest first. */
    public List<Review> of(UUID itemId) {
        return Sql.using(
                database,
                "reading reviews",
                sql -> sql.list(
                        "SELECT * FROM item_reviews WHERE item_id = ? ORDER BY at DESC, id",
                        row -> new Review(
                                row.getObject("item_id", UUID.class),
                                row.getObject("decision_id", UUID.class),
                                row.getObject("action_id", UUID.class),
                                row.getString("rule"),
                                row.getString("decided"),
                                row.getString("outcome"),
                                row.getString("intent"),
                                row.getString("sentiment"),
                                row.getBoolean("sampled"),
                                row.getString("reviewer"),
                                row.getString("comment"),
                                Sql.instantThere(row, "at")),
                        itemId));
    }
}
