package dev.adjudge.warehouse;

import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Daily rows as they were known at a moment. */
@ApplicationScoped
public class PerformanceReader {

    private static final String COLUMNS =
            "date, platform, account_id, campaign_id, campaign_name, currency, spend, impressions,"
                    + " clicks, conversions, revenue, batch_id, known_from";
    private static final String DAYS = """
            SELECT * FROM (
                SELECT %1$s, NULL::timestamptz AS known_to FROM campaign_performance
                WHERE date BETWEEN ? AND ? AND (?::text IS NULL OR platform = ?) AND (?::text IS NULL OR campaign_id = ?) AND known_from <= ?
                UNION ALL
                SELECT %1$s, known_to FROM campaign_performance_history
                WHERE date BETWEEN ? AND ? AND (?::text IS NULL OR platform = ?) AND (?::text IS NULL OR campaign_id = ?)
                    AND known_from <= ? AND ? < known_to) d
            WHERE ?::date IS NULL OR (date, platform, campaign_id) < (?, ?, ?)
            ORDER BY date DESC, platform DESC, campaign_id DESC LIMIT ?
            """.formatted(COLUMNS);

    private final DataSource database;

    /** Which days are asked for; null where all are. */
    public record Question(
            @Nullable String platform, @Nullable String campaignId, LocalDate from, LocalDate to, Instant knownAt) {}

    /** The last day of the page before. */
    public record Place(LocalDate date, String platform, String campaignId) {}

    PerformanceReader(DataSource database) {
        this.database = database;
    }

    /** Newest first, one more than the limit if there are more. */
    public List<KnownDay> days(Question asked, @Nullable Place after, Limit limit) {
        return Sql.using(
                database,
                "reading performance",
                sql -> sql.list(
                        DAYS,
                        PerformanceReader::known,
                        asked.from(),
                        asked.to(),
                        asked.platform(),
                        asked.platform(),
                        asked.campaignId(),
                        asked.campaignId(),
                        asked.knownAt(),
                        asked.from(),
                        asked.to(),
                        asked.platform(),
                        asked.platform(),
                        asked.campaignId(),
                        asked.campaignId(),
                        asked.knownAt(),
                        asked.knownAt(),
                        after == null ? null : after.date(),
                        after == null ? null : after.date(),
                        after == null ? null : after.platform(),
                        after == null ? null : after.campaignId(),
                        limit.andOneMore()));
    }

    static PerformanceDay day(ResultSet row) throws SQLException {
        return new PerformanceDay(
                row.getObject("date", LocalDate.class),
                row.getString("platform"),
                row.getString("account_id"),
                row.getString("campaign_id"),
                row.getString("campaign_name"),
                row.getString("currency"),
                row.getBigDecimal("spend"),
                row.getLong("impressions"),
                row.getLong("clicks"),
                row.getBigDecimal("conversions"),
                row.getBigDecimal("revenue"));
    }

    private static KnownDay known(ResultSet row) throws SQLException {
        return new KnownDay(
                day(row),
                row.getObject("batch_id", UUID.class),
                Sql.instantThere(row, "known_from"),
                Sql.instant(row, "known_to"));
    }
}
