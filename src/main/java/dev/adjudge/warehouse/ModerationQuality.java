package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/** How often people found that rules and classifiers were right. */
@ApplicationScoped
public class ModerationQuality {

    /** The latest word on each item and rule; what they were not sure of counts for nothing. */
    private static final String RULES = """
            WITH last AS (
                SELECT DISTINCT ON (item_id, rule) rule, outcome, sampled FROM item_reviews
                WHERE rule IS NOT NULL AND at >= ? AND at < ? ORDER BY item_id, rule, at DESC)
            SELECT rule AS name, sampled, count(*) FILTER (WHERE outcome = 'right') AS agreed, count(*) AS of
            FROM last WHERE outcome IN ('right', 'wrong') GROUP BY rule, sampled ORDER BY rule, sampled
            """;

    /** What the classifier said last before a person said what it is. Who says that it was wrong, and not what it is, does not agree. */
    private static final String INTENTS = """
            WITH last AS (
                SELECT DISTINCT ON (w.item_id) w.sampled, c.intent AS said,
                       coalesce(w.intent, CASE w.outcome WHEN 'right' THEN c.intent END) AS really
                FROM item_reviews w
                JOIN social_media_items i ON i.id = w.item_id
                JOIN LATERAL (SELECT intent FROM item_classifications s WHERE s.item_id = w.item_id AND s.created_at <= w.at
                    AND (s.created_at >= i.text_since OR w.at < i.text_since) ORDER BY s.created_at DESC LIMIT 1) c ON true
                WHERE w.at >= ? AND w.at < ? AND (w.intent IS NOT NULL OR w.outcome IN ('right', 'wrong'))
                ORDER BY w.item_id, w.at DESC)
            SELECT said AS name, sampled, count(*) FILTER (WHERE said = really) AS agreed, count(*) AS of
            FROM last GROUP BY said, sampled ORDER BY said, sampled
            """;

    private final DataSource database;

    ModerationQuality(DataSource database) {
        this.database = database;
    }

    /**
     * How often people agreed.
     *
     * @param name of a rule, or an intent
     * @param sampled whether chance chose the items: then they stand for all of what was done at once
     */
    public record Agreement(String name, boolean sampled, long agreed, long of) {}

    public List<Agreement> rules(TimeRange at) {
        return read(RULES, at);
    }

    /** By the intent that the classifier said. */
    public List<Agreement> intents(TimeRange at) {
        return read(INTENTS, at);
    }

    private List<Agreement> read(String select, TimeRange at) {
        return Sql.using(
                database,
                "reading what people said of items",
                sql -> sql.list(
                        select,
                        row -> new Agreement(
                                row.getString("name"),
                                row.getBoolean("sampled"),
                                row.getLong("agreed"),
                                row.getLong("of")),
                        at.from(),
                        at.to()));
    }
}
