package dev.adjudge.warehouse;

import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** What campaigns did in times in which they would have stood still. */
@ApplicationScoped
public class StandingStill {

    private static final String SUMS = """
            SELECT s.label, p.currency, sum(p.spend) AS spend, coalesce(sum(p.conversions), 0) AS conversions,
                   coalesce(sum(p.revenue), 0) AS revenue
            FROM unnest(?::text[], ?::text[], ?::text[], ?::date[], ?::date[]) s (label, platform, campaign_id, first, last)
            JOIN campaign_performance p
              ON p.platform = s.platform AND p.campaign_id = s.campaign_id AND p.date BETWEEN s.first AND s.last
            GROUP BY s.label, p.currency
            """;

    private final DataSource database;

    StandingStill(DataSource database) {
        this.database = database;
    }

    /**
     * Days of a campaign.
     *
     * @param label what sums are told apart by
     */
    public record Days(String label, CampaignKey campaign, LocalDate first, LocalDate last) {}

    /** What was spent, and came of it, under one label in one currency. */
    public record Sum(String label, String currency, BigDecimal spend, BigDecimal conversions, BigDecimal revenue) {}

    /** As known now. */
    public List<Sum> sums(List<Days> days) {
        return Sql.inTransaction(database, connection -> new Sql(connection)
                .list(
                        SUMS,
                        row -> new Sum(
                                row.getString("label"),
                                row.getString("currency"),
                                row.getBigDecimal("spend"),
                                row.getBigDecimal("conversions"),
                                row.getBigDecimal("revenue")),
                        array(connection, "text", days, Days::label),
                        array(connection, "text", days, one -> one.campaign().platform()),
                        array(connection, "text", days, one -> one.campaign().campaignId()),
                        array(connection, "date", days, Days::first),
                        array(connection, "date", days, Days::last)));
    }

    private static Array array(Connection connection, String type, List<Days> days, Function<Days, Object> part)
            throws java.sql.SQLException {
        return connection.createArrayOf(type, days.stream().map(part).toArray());
    }
}
