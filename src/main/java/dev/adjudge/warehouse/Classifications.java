package dev.adjudge.warehouse;

import dev.adjudge.fact.Classification;
import dev.adjudge.fact.ClassifierVersion;
import dev.adjudge.fact.Intent;
import dev.adjudge.fact.Sentiment;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.vault.Cell;
import dev.adjudge.platform.vault.SealedTable;
import dev.adjudge.platform.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What classifiers said of items: each time they were asked, with who said so. */
@ApplicationScoped
public class Classifications implements SealedTable {

    private final DataSource database;
    private final Vault vault;

    Classifications(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** Keeps what was said of items at a time. */
    public void add(Connection connection, Map<UUID, Classification> said, Instant at) throws SQLException {
        List<List<@Nullable Object>> latest = new ArrayList<>();
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (Map.Entry<UUID, Classification> entry : said.entrySet()) {
            Classification one = entry.getValue();
            latest.add(Arrays.asList(one.intent().word(), one.sentiment().word(), entry.getKey()));
            UUID id = UUID.randomUUID();
            String reason = one.reason();
            all.add(Arrays.asList(
                    id,
                    entry.getKey(),
                    one.intent().word(),
                    one.sentiment().word(),
                    one.confidence(),
                    one.sentimentConfidence(),
                    one.replyRequired(),
                    Sql.textArray(connection, one.flags().stream().sorted().toList()),
                    reason == null ? null : vault.seal(cell(id.toString()), reason),
                    one.by().provider(),
                    one.by().model(),
                    one.by().version(),
                    at));
        }
        Sql sql = new Sql(connection);
        sql.batch("UPDATE social_media_items SET intent = ?, sentiment = ? WHERE id = ?", latest);
        sql.batch(
                "INSERT INTO item_classifications (id, item_id, intent, sentiment, confidence_score, sentiment_confidence,"
                        + " reply_required, flags, reason, provider, model, model_version, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                all);
    }

    /**
     * What was said at a time.
     *
     * @param at when
     */
    public record Said(Classification classification, Instant at) {}

    /** All of an item, latest first. */
    public List<Said> all(UUID item) {
        return Sql.using(
                database,
                "reading classifications",
                sql -> sql.list(
                        "SELECT * FROM item_classifications WHERE item_id = ? ORDER BY created_at DESC, id",
                        row -> new Said(classification(row, "id"), Sql.instantThere(row, "created_at")),
                        item));
    }

    /** @param id the column with the classification's own id */
    Classification classification(ResultSet row, String id) throws SQLException {
        @Nullable String reason = row.getString("reason");
        return new Classification(
                Intent.of(row.getString("intent")),
                row.getBigDecimal("confidence_score"),
                Sentiment.of(row.getString("sentiment")),
                row.getBigDecimal("sentiment_confidence") == null
                        ? row.getBigDecimal("confidence_score")
                        : row.getBigDecimal("sentiment_confidence"),
                row.getBoolean("reply_required"),
                Set.of((String[]) row.getArray("flags").getArray()),
                reason == null ? null : vault.open(cell(row.getString(id)), reason),
                new ClassifierVersion(
                        row.getString("provider"), row.getString("model"), row.getString("model_version")));
    }

    @Override
    public String table() {
        return "item_classifications";
    }

    @Override
    public String key() {
        return "id";
    }

    @Override
    public List<String> columns() {
        return List.of("reason");
    }

    private Cell cell(String id) {
        return new Cell(table(), "reason", id);
    }
}
