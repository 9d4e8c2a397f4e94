package dev.adjudge.warehouse;

import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What people say items are: those that they corrected, and those of which they said that the classifier was right. */
@ApplicationScoped
public class ItemLabels {

    /** The latest word on each item's text as it is now, of one that said something of what it is. */
    private static final String SELECT = "SELECT " + SocialItems.COLUMNS.replaceAll("(\\w+)(,|$)", "i.$1$2") + """
            , r.said_intent, r.said_sentiment
            FROM social_media_items i
            JOIN LATERAL (
                SELECT coalesce(w.intent, CASE w.outcome WHEN 'right' THEN c.intent END) AS said_intent,
                       coalesce(w.sentiment, CASE WHEN w.intent IS NULL AND w.outcome = 'right' THEN c.sentiment END) AS said_sentiment, w.at
                FROM item_reviews w
                LEFT JOIN LATERAL (SELECT intent, sentiment FROM item_classifications s WHERE s.item_id = i.id AND s.created_at <= w.at
                    AND s.created_at >= i.text_since
                    ORDER BY s.created_at DESC LIMIT 1) c ON true
                WHERE w.item_id = i.id AND w.at >= i.text_since ORDER BY w.at DESC LIMIT 1
            ) r ON r.said_intent IS NOT NULL
            WHERE i.erased_at IS NULL ORDER BY r.at DESC LIMIT ?""";

    private final DataSource database;
    private final SocialItems items;

    ItemLabels(DataSource database, SocialItems items) {
        this.database = database;
        this.items = items;
    }

    /** A text and what a person says that it is. */
    public record Labelled(
            String text, Intent intent, @Nullable Sentiment sentiment) {}

    /** The latest so many, the latest first. */
    public List<Labelled> latest(int most) {
        return Sql.using(
                database,
                "reading what people say items are",
                sql -> sql.list(
                        SELECT,
                        row -> new Labelled(
                                items.item(row).text(),
                                Intent.of(row.getString("said_intent")),
                                row.getString("said_sentiment") == null
                                        ? null
                                        : Sentiment.of(row.getString("said_sentiment"))),
                        most));
    }
}
