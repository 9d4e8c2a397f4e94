package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The days of accounts: all their campaigns' figures, as they are believed now. */
@ApplicationScoped
public class AccountDays {

    private static final String SELECT = """
            SELECT date, platform, account_id, currency, sum(spend) AS spend, sum(impressions) AS impressions, sum(clicks) AS clicks,
                sum(conversions) AS conversions, sum(revenue) AS revenue,
                count(*) OVER (PARTITION BY date, platform, account_id) AS currencies
            FROM campaign_performance WHERE date BETWEEN ? AND ?
            GROUP BY date, platform, account_id, currency ORDER BY 1, 2, 3, 4""";

    private final DataSource database;

    AccountDays(DataSource database) {
        this.database = database;
    }

    /**
     * @param currencies how many currencies the account has that day, each with a total of its own
     * @param conversions null when nobody counts them, as is revenue
     */
    public record Total(
            LocalDate day,
            String platform,
            String account,
            String currency,
            long currencies,
            BigDecimal spend,
            BigDecimal impressions,
            BigDecimal clicks,
            @Nullable BigDecimal conversions,
            @Nullable BigDecimal revenue) {}

    /** Of these days, both included. */
    public List<Total> of(LocalDate from, LocalDate to) {
        return Sql.using(database, "adding up accounts", sql -> sql.list(SELECT, AccountDays::total, from, to));
    }

    private static Total total(ResultSet row) throws SQLException {
        return new Total(
                row.getObject("date", LocalDate.class),
                row.getString("platform"),
                row.getString("account_id"),
                row.getString("currency"),
                row.getLong("currencies"),
                row.getBigDecimal("spend"),
                row.getBigDecimal("impressions"),
                row.getBigDecimal("clicks"),
                row.getBigDecimal("conversions"),
                row.getBigDecimal("revenue"));
    }
}
