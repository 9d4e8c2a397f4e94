package dev.adjudge.warehouse;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Campaigns' metadata. Every change of a status or a daily budget is kept, with who made it. */
@ApplicationScoped
public class Campaigns {

    private static final String LIST = """
            SELECT * FROM campaigns
            WHERE (?::text IS NULL OR platform = ?) AND (?::text IS NULL OR account_id = ?) AND (?::text IS NULL OR status = ?)
                AND (?::text IS NULL OR (platform, campaign_id) > (?, ?))
            ORDER BY platform, campaign_id LIMIT ?
            """;
    private static final String CHANGES = """
            INSERT INTO campaign_changes (platform, campaign_id, changed_at, field, before, after, changed_by, action_id)
            SELECT platform, campaign_id, ?::timestamptz, 'status', status, ?, ?, ?::uuid FROM campaigns
            WHERE platform = ? AND campaign_id = ? AND status <> ?
            UNION ALL
            SELECT platform, campaign_id, ?::timestamptz, 'daily_budget', trim_scale(daily_budget)::text, trim_scale(?::numeric)::text, ?, ?::uuid
            FROM campaigns WHERE platform = ? AND campaign_id = ? AND daily_budget IS DISTINCT FROM ?::numeric
            """;
    private static final String PUT = """
            INSERT INTO campaigns AS c (platform, campaign_id, account_id, name, status, daily_budget, lifetime_budget, currency,
                start_date, created_time, time_zone)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (platform, campaign_id) DO UPDATE SET account_id = excluded.account_id, name = excluded.name,
                status = excluded.status, daily_budget = excluded.daily_budget, lifetime_budget = excluded.lifetime_budget,
                currency = excluded.currency, start_date = excluded.start_date, created_time = excluded.created_time,
                time_zone = excluded.time_zone, version = c.version + 1
            """;

    private final DataSource database;

    /** Which campaigns; null where all are. */
    public record Filter(
            @Nullable String platform,
            @Nullable String accountId,
            @Nullable String status) {}

    /** What becomes of a put. */
    public sealed interface Put {
        record Created(StoredCampaign now) implements Put {}

        record Replaced(StoredCampaign now) implements Put {}

        /** It is there in another version than was expected. */
        record Stale(StoredCampaign now) implements Put {}
    }

    Campaigns(DataSource database) {
        this.database = database;
    }

    public Optional<StoredCampaign> find(CampaignKey key) {
        return using(sql -> find(sql, key, ""));
    }

    /** By platform and id, one more than the limit if there are more. */
    public List<StoredCampaign> list(Filter filter, @Nullable CampaignKey after, Limit limit) {
        return using(sql -> sql.list(
                LIST,
                Campaigns::stored,
                filter.platform(),
                filter.platform(),
                filter.accountId(),
                filter.accountId(),
                filter.status(),
                filter.status(),
                after == null ? null : after.platform(),
                after == null ? null : after.platform(),
                after == null ? null : after.campaignId(),
                limit.andOneMore()));
    }

    /**
     * Takes over metadata that a person gives.
     *
     * @param expected the version that it is to replace; null for a campaign that is new
     */
    @Transactional
    public Put put(Campaign campaign, @Nullable Long expected, Instant at) {
        return using(sql -> {
            StoredCampaign before = find(sql, campaign.key(), " FOR UPDATE").orElse(null);
            if (before != null && (expected == null || expected != before.version())) {
                return new Put.Stale(before);
            }
            change(sql, campaign.key(), campaign.status().word(), campaign.dailyBudget(), "manual", null, at);
            sql.run(
                    PUT,
                    campaign.platform(),
                    campaign.campaignId(),
                    campaign.accountId(),
                    campaign.name(),
                    campaign.status().word(),
                    campaign.dailyBudget(),
                    campaign.lifetimeBudget(),
                    campaign.currency(),
                    campaign.startDate(),
                    campaign.createdTime(),
                    campaign.timeZone());
            StoredCampaign now = find(sql, campaign.key(), "").orElseThrow();
            return before == null ? new Put.Created(now) : new Put.Replaced(now);
        });
    }

    /**
     * Records, in the caller's transaction, that an action of ours changed a campaign on its platform.
     *
     * @param newStatus and {@code newDailyBudget}: null for what the action left as it was
     */
    @Transactional
    public void recordActionDone(
            String platform,
            String campaignId,
            UUID actionId,
            Campaign.@Nullable Status newStatus,
            @Nullable BigDecimal newDailyBudget,
            Instant at) {
        CampaignKey key = new CampaignKey(platform, campaignId);
        using(sql -> {
            Campaign before = find(sql, key, " FOR UPDATE")
                    .orElseThrow(
                            () -> new IllegalStateException("An action was done on " + key + ", which is not there"))
                    .campaign();
            String status = (newStatus == null ? before.status() : newStatus).word();
            BigDecimal budget = newDailyBudget == null ? before.dailyBudget() : newDailyBudget;
            change(sql, key, status, budget, "action", actionId, at);
            return sql.run(
                    "UPDATE campaigns SET status = ?, daily_budget = ?, version = version + 1 WHERE platform = ? AND campaign_id = ?",
                    status,
                    budget,
                    platform,
                    campaignId);
        });
    }

    private static void change(
            Sql sql,
            CampaignKey key,
            String status,
            @Nullable BigDecimal budget,
            String by,
            @Nullable UUID action,
            Instant at)
            throws SQLException {
        sql.run(
                CHANGES,
                at,
                status,
                by,
                action,
                key.platform(),
                key.campaignId(),
                status,
                at,
                budget,
                by,
                action,
                key.platform(),
                key.campaignId(),
                budget);
    }

    private static Optional<StoredCampaign> find(Sql sql, CampaignKey key, String locking) throws SQLException {
        return sql.find(
                "SELECT * FROM campaigns WHERE platform = ? AND campaign_id = ?" + locking,
                Campaigns::stored,
                key.platform(),
                key.campaignId());
    }

    private static StoredCampaign stored(ResultSet row) throws SQLException {
        return new StoredCampaign(campaign(row), row.getLong("version"));
    }

    static Campaign campaign(ResultSet row) throws SQLException {
        return new Campaign(
                row.getString("platform"),
                row.getString("account_id"),
                row.getString("campaign_id"),
                row.getString("name"),
                Campaign.Status.of(row.getString("status")),
                row.getBigDecimal("daily_budget"),
                row.getBigDecimal("lifetime_budget"),
                row.getString("currency"),
                row.getObject("start_date", LocalDate.class),
                Sql.instant(row, "created_time"),
                row.getString("time_zone"),
                Sql.instant(row, "last_synced_at"));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "working on campaigns", use);
    }
}
