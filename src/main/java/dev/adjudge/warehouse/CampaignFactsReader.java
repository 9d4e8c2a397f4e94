package dev.adjudge.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjudge.fact.AccountFacts;
import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignFacts;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.fact.PastAction;
import dev.adjudge.platform.ExactNumbers;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Campaign facts as of a date and as known at a moment: one statement for all campaigns, streamed. */
@ApplicationScoped
public class CampaignFactsReader {

    private static final String FACTS = Sql.resource("sql/campaign-facts.sql");
    private static final String WHICH = "/* which campaigns */";
    private static final String RUNNING =
            "c.status <> 'ended' AND (?::text[] IS NULL OR c.platform = ANY (?)) AND (?::text[] IS NULL OR c.account_id = ANY (?))";
    private static final String WANTED = "(platform, campaign_id) IN (SELECT w.platform, w.campaign_id FROM wanted w)";
    private static final String SOME_FACTS = FACTS.replace(
                    "/* wanted */", "wanted AS (SELECT * FROM unnest(?::text[], ?::text[]) w (platform, campaign_id)),")
            .replace("/* if wanted */", "AND " + WANTED)
            .replace(WHICH, WANTED);
    private static final String ALL_FACTS = FACTS.replace(WHICH, RUNNING);
    private static final int FETCH_ROWS = 4000;
    private static final TypeReference<List<PastAction>> PAST_ACTIONS = new TypeReference<>() {};

    private final DataSource database;
    private final ObjectMapper json;

    CampaignFactsReader(DataSource database, ObjectMapper json) {
        this.database = database;
        this.json = ExactNumbers.alsoInQuotes(json);
    }

    /** Gives each campaign's facts, those of an account one after another. */
    public void read(FactsQuery query, Consumer<CampaignFacts> each) {
        Sql.change(database, connection -> {
            if (query.only() == null) {
                prepareForAll(connection);
            }
            read(connection, query, each);
        });
    }

    /** The facts of the campaign that the query names; empty when there is no such campaign. */
    public Optional<CampaignFacts> readOne(FactsQuery query) {
        return readSome(query).values().stream().findFirst();
    }

    /** The facts of the campaigns that the query names, as far as there are such campaigns. */
    public Map<CampaignKey, CampaignFacts> readSome(FactsQuery query) {
        Map<CampaignKey, CampaignFacts> found = new HashMap<>();
        read(query, facts -> found.put(facts.campaign().key(), facts));
        return found;
    }

    /** The campaigns of that id, on that platform or, when it is null, on any. */
    public List<CampaignKey> named(@Nullable String platform, String campaignId) {
        return Sql.using(
                database,
                "looking for a campaign",
                sql -> sql.list(
                        "SELECT platform, campaign_id FROM campaigns WHERE campaign_id = ? AND (?::text IS NULL OR platform = ?)",
                        row -> new CampaignKey(row.getString(1), row.getString(2)),
                        campaignId,
                        platform,
                        platform));
    }

    /** How many campaigns {@link #read} will give. */
    public long count(FactsQuery query) {
        return Sql.inTransaction(database, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT count(*) FROM campaigns c WHERE " + RUNNING)) {
                bindWhich(connection, select, 1, query);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /**
     * Every account, with its budget and what was raised in the 24 hours before the moment, and since up to the present.
     *
     * @param present see {@link FactsQuery#present()}
     */
    public List<AccountFacts> accounts(Instant at, Instant present) {
        String select = """
                SELECT c.platform, c.account_id,
                       count(*) FILTER (WHERE c.status = 'active') AS active,
                       coalesce(sum(c.daily_budget) FILTER (WHERE c.status = 'active'), 0) AS budget,
                       coalesce(sum(raised.amount), 0) AS raised
                FROM campaigns c
                LEFT JOIN (
                    SELECT platform, campaign_id,
                           sum((action_details ->> 'after')::numeric - (action_details ->> 'before')::numeric) AS amount
                    FROM counted_actions
                    WHERE action_type = 'change_budget' AND moment > ?::timestamptz - interval '24 hours'
                      AND counted_from > ?::timestamptz - interval '24 hours' -- never before its moment, and indexed
                      AND counted_from <= ?
                      AND (action_details ->> 'after')::numeric > (action_details ->> 'before')::numeric
                    GROUP BY platform, campaign_id
                ) raised USING (platform, campaign_id)
                GROUP BY c.platform, c.account_id
                """;
        return Sql.using(
                database,
                "reading accounts",
                sql -> sql.list(
                        select,
                        row -> new AccountFacts(
                                row.getString("platform"),
                                row.getString("account_id"),
                                row.getInt("active"),
                                row.getBigDecimal("budget"),
                                row.getBigDecimal("raised")),
                        at,
                        at,
                        present));
    }

    /**
     * All campaigns are wanted: a look at each by itself is never the better plan, however few the statistics of a table
     * that was just filled say there are. Nor are parallel workers: each would sum up its part of nearly every campaign, and
     * adding those up takes longer than one pass (5.9 s against 4.0 s for a million rows on two processors). And the plan is
     * made for these dates each time: one made for any dates, which a connection goes over to after some runs, takes the
     * days for few and was 17 times slower.
     */
    private static void prepareForAll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET LOCAL enable_nestloop = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '256MB';"
                            + " SET LOCAL plan_cache_mode = force_custom_plan");
        }
    }

    private void read(Connection connection, FactsQuery query, Consumer<CampaignFacts> each) throws SQLException {
        List<CampaignKey> only = query.only();
        try (PreparedStatement select = connection.prepareStatement(only == null ? ALL_FACTS : SOME_FACTS)) {
            select.setFetchSize(FETCH_ROWS);
            OffsetDateTime knownAt = query.knownAt().atOffset(ZoneOffset.UTC);
            OffsetDateTime at = query.at().atOffset(ZoneOffset.UTC);
            OffsetDateTime present = query.present().atOffset(ZoneOffset.UTC);
            int next = 1;
            if (only != null) {
                List<String> ids = only.stream().map(CampaignKey::campaignId).toList();
                List<String> platforms =
                        only.stream().map(CampaignKey::platform).toList();
                select.setArray(next++, Sql.textArray(connection, platforms));
                select.setArray(next++, Sql.textArray(connection, ids));
            }
            for (Object value : new Object[] {
                query.asOf(),
                query.asOf(),
                knownAt,
                query.asOf(),
                query.asOf(),
                knownAt,
                knownAt,
                query.asOf(),
                at,
                present,
                at,
                present,
                present,
                at,
                present
            }) {
                select.setObject(next++, value);
            }
            if (only == null) {
                bindWhich(connection, select, next, query);
            }
            try (ResultSet row = select.executeQuery()) {
                emit(row, query.asOf(), each);
            }
        }
    }

    private static void bindWhich(Connection connection, PreparedStatement select, int first, FactsQuery query)
            throws SQLException {
        Array platforms = Sql.textArray(connection, query.platforms());
        Array accounts = Sql.textArray(connection, query.accountIds());
        select.setArray(first, platforms);
        select.setArray(first + 1, platforms);
        select.setArray(first + 2, accounts);
        select.setArray(first + 3, accounts);
    }

    /** A campaign's spans are rows one after another; it is complete when the next campaign begins. */
    private void emit(ResultSet row, LocalDate asOf, Consumer<CampaignFacts> each) throws SQLException {
        OpenCampaign open = null;
        while (row.next()) {
            if (open == null || !open.holds(row)) {
                if (open != null) {
                    each.accept(open.close(asOf));
                }
                open = new OpenCampaign(
                        Campaigns.campaign(row),
                        row.getObject("first_day", LocalDate.class),
                        recent(row),
                        row.getLong("complaints"));
            }
            if (row.getObject("span") != null) {
                open.add(row);
            }
        }
        if (open != null) {
            each.accept(open.close(asOf));
        }
    }

    private List<PastAction> recent(ResultSet row) throws SQLException {
        String actions = row.getString("actions");
        try {
            return actions == null ? List.of() : json.readValue(actions, PAST_ACTIONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Recent actions can't be read", e);
        }
    }

    /** The campaign whose rows are being read. */
    private static final class OpenCampaign {
        private final Campaign campaign;
        private final @Nullable LocalDate firstDay;
        private final List<PastAction> recent;
        private final long complaints;
        private final Spans spans = new Spans();
        private @Nullable LocalDate lastDay;

        OpenCampaign(Campaign campaign, @Nullable LocalDate firstDay, List<PastAction> recent, long complaints) {
            this.complaints = complaints;
            this.campaign = campaign;
            this.firstDay = firstDay;
            this.recent = recent;
        }

        boolean holds(ResultSet row) throws SQLException {
            return campaign.campaignId().equals(row.getString("campaign_id"))
                    && campaign.platform().equals(row.getString("platform"));
        }

        void add(ResultSet row) throws SQLException {
            spans.add(row);
            LocalDate last = row.getObject("last_day", LocalDate.class);
            if (lastDay == null || last.isAfter(lastDay)) {
                lastDay = last;
            }
        }

        CampaignFacts close(LocalDate asOf) {
            var windows = spans.windows(asOf);
            LocalDate launch = launch();
            return new CampaignFacts(
                    campaign,
                    asOf,
                    windows,
                    launch == null || launch.isAfter(asOf) ? null : (int) ChronoUnit.DAYS.between(launch, asOf),
                    windows.d14().impressions(),
                    lastDay == null ? null : 24 * (ChronoUnit.DAYS.between(lastDay, asOf) - 1),
                    recent,
                    complaints);
        }

        private @Nullable LocalDate launch() {
            LocalDate told = campaign.launch();
            return told == null ? firstDay : told;
        }
    }

    /** The moment from which a run may say what it knew: every batch believed before it is committed. */
    public Instant settledNow(java.time.Clock clock) {
        return Sql.inTransaction(database, connection -> {
            new Sql(connection).run("SELECT pg_advisory_xact_lock_shared(?)", PerformanceLock.KEY);
            return clock.instant();
        });
    }
}
