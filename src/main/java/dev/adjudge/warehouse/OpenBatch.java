package dev.adjudge.warehouse;

import dev.adjudge.fact.Campaign;
import dev.adjudge.fact.CampaignKey;
import dev.adjudge.platform.CopyRows;
import dev.adjudge.platform.DatabaseFailure;
import dev.adjudge.platform.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A batch while it arrives: lines stream by {@code COPY} into a temporary table and are merged in one transaction. Closing
 * it before {@link #complete} leaves no trace of it.
 */
public final class OpenBatch implements AutoCloseable {

    private static final Logger log = Logger.getLogger(OpenBatch.class);

    private static final String STAGING = """
            CREATE TEMPORARY TABLE staged (
                line bigint NOT NULL, kind "char" NOT NULL, platform text, account_id text, campaign_id text,
                campaign_name text, date date, currency text, spend numeric, impressions bigint, clicks bigint,
                conversions numeric, revenue numeric, raw text, "row" text, field text, value text, reason text)
            """;
    private static final char DAY = 'd';
    private static final char REJECTED = 'r';
    private static final char CAMPAIGN = 'c';

    private final Connection connection;
    private final Sql sql;
    private final BatchOrigin origin;
    private final Clock clock;
    private final Set<LocalDate> months = new TreeSet<>();
    private final Set<String> currencies = new HashSet<>();
    private @Nullable CopyRows lines;
    private @Nullable LocalDate lastMonth;
    private @Nullable String lastCurrency;
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;
    private long days;
    private boolean metadata;
    private boolean refused;

    private OpenBatch(Connection connection, BatchOrigin origin, Clock clock) throws SQLException {
        this.connection = connection;
        this.origin = origin;
        this.clock = clock;
        this.sql = new Sql(connection);
        connection.setAutoCommit(false);
        sql.run("DROP TABLE IF EXISTS pg_temp.staged");
        sql.run(STAGING);
    }

    static OpenBatch on(Connection connection, BatchOrigin origin, Clock clock) throws SQLException {
        try {
            return new OpenBatch(connection, origin, clock);
        } catch (SQLException e) {
            giveBack(connection);
            throw e;
        }
    }

    public UUID id() {
        return origin.id();
    }

    /**
     * Waits until no other batch is being merged, and keeps others from it until this one is complete or closed: what is
     * read from now on is still so when it is merged. Asked for before the first line.
     */
    public void alone() {
        try {
            sql.run(BatchMerge.LOCK, PerformanceLock.KEY);
        } catch (SQLException e) {
            throw new DatabaseFailure("waiting to merge batch " + origin.id(), e);
        }
    }

    /** Takes a line that passed the checks. */
    public void add(ArrivedDay day) {
        CopyRows out = lines();
        LocalDate date = day.date();
        remember(date);
        rememberCurrency(day.currency());
        days++;
        out.number(day.line()).text(String.valueOf(DAY)).text(day.platform()).text(day.accountId());
        out.text(day.campaignId())
                .text(day.campaignName())
                .date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        out.text(day.currency()).number(day.spend()).number(day.impressions()).number(day.clicks());
        out.number(day.conversions()).number(day.revenue());
        end(out, 5);
    }

    /** Takes a line that failed one. */
    public void reject(RejectedLine line) {
        refused = true;
        CampaignKey campaign = line.campaign();
        LocalDate date = line.date();
        CopyRows out = lines();
        out.number(line.line()).text(String.valueOf(REJECTED));
        out.text(campaign == null ? null : campaign.platform()).text(null);
        out.text(campaign == null ? null : campaign.campaignId()).text(null);
        out.text(date == null ? null : date.toString());
        missing(out, 6);
        out.text(line.raw())
                .text(line.row())
                .text(line.field())
                .text(line.value())
                .text(line.reason());
        end(out, 0);
    }

    /** Takes a campaign's metadata, as its platform gives it. */
    public void add(Campaign campaign) {
        metadata = true;
        CopyRows out = lines();
        out.number(0).text(String.valueOf(CAMPAIGN)).text(campaign.platform()).text(campaign.accountId());
        out.text(campaign.campaignId())
                .text(campaign.name())
                .text(text(campaign.startDate()))
                .text(campaign.currency());
        out.number(campaign.dailyBudget());
        missing(out, 2);
        out.number(campaign.lifetimeBudget());
        missing(out, 1);
        out.text(campaign.timeZone())
                .text(text(campaign.createdTime()))
                .text(campaign.status().word());
        missing(out, 2);
        end(out, 0);
    }

    /** Ends the arrival and merges. {@code upToDate} is the day that a campaign's data should reach. */
    public Merged merge(LocalDate upToDate) {
        try {
            if (lines != null) {
                lines.finish();
            }
            sql.run("ANALYZE pg_temp.staged");
            alone();
            Corrections corrections = new Corrections(sql, origin);
            if (refused) {
                for (Corrections.Taken taken : corrections.take()) {
                    remember(taken.date());
                    rememberCurrency(taken.currency());
                    days += taken.lines();
                }
            }
            // Under the lock, so that what is believed from a moment on is committed before a later moment is asked
            // for.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            LocalDate from = Objects.requireNonNullElse(first, LocalDate.EPOCH);
            LocalDate to = Objects.requireNonNullElse(last, LocalDate.EPOCH);
            var span = new BatchMerge.Span(now, from, to, months, upToDate);
            String onlyCurrency = currencies.size() == 1 ? currencies.iterator().next() : null;
            return new BatchMerge(sql, origin, span, corrections)
                    .run(metadata, days, currencies.size() > 1, onlyCurrency);
        } catch (SQLException e) {
            throw new DatabaseFailure("merging batch " + origin.id(), e);
        }
    }

    /** The lines go to a copy that begins with the first one: while it lasts the connection takes nothing else. */
    private CopyRows lines() {
        CopyRows begun = lines;
        if (begun == null) {
            try {
                begun = CopyRows.into(connection, "pg_temp.staged");
            } catch (SQLException e) {
                throw new DatabaseFailure("receiving batch " + origin.id(), e);
            }
            lines = begun;
        }
        return begun;
    }

    /** Does more in the batch's transaction. */
    public <T> T alongside(Sql.Use<T> use) {
        try {
            return use.with(sql);
        } catch (SQLException e) {
            throw new DatabaseFailure("working alongside batch " + origin.id(), e);
        }
    }

    /**
     * Writes the batch's own row and commits.
     *
     * @param alongside what else belongs to the transaction
     */
    public void complete(BatchCounts counts, String report, Runnable alongside) {
        try {
            Batches.writeCompleted(sql, origin, counts, report, clock.instant());
            alongside.run();
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseFailure("completing batch " + origin.id(), e);
        }
    }

    @Override
    public void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (SQLException e) {
            log.debugf(e, "The copy of batch %s had ended", origin.id());
        } finally {
            giveBack(connection);
        }
    }

    private void remember(LocalDate date) {
        if (first == null || date.isBefore(first)) {
            first = date;
        }
        if (last == null || date.isAfter(last)) {
            last = date;
        }
        LocalDate month = lastMonth;
        if (month == null || month.getMonthValue() != date.getMonthValue() || month.getYear() != date.getYear()) {
            lastMonth = date.withDayOfMonth(1);
            months.add(lastMonth);
        }
    }

    private void rememberCurrency(@Nullable String currency) {
        if (currency != null && !currency.equals(lastCurrency)) {
            currencies.add(currency);
            lastCurrency = currency;
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void missing(CopyRows out, int count) {
        for (int i = 0; i < count; i++) {
            out.text(null);
        }
    }

    private void end(CopyRows out, int missingBefore) {
        missing(out, missingBefore);
        try {
            out.end();
        } catch (SQLException e) {
            throw new DatabaseFailure("receiving batch " + origin.id(), e);
        }
    }

    private static void giveBack(Connection connection) {
        try (connection) {
            connection.rollback();
            new Sql(connection).run("DROP TABLE IF EXISTS pg_temp.staged");
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            log.warnf(e, "A batch's connection could not be cleaned");
        }
    }
}
