package dev.adjudge.warehouse;

import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The batches that came, and the pulls that are on their way. */
@ApplicationScoped
public class Batches {

    private static final String COMPLETED = """
            INSERT INTO ingest_batches (id, source, format, status, received_at, finished_at, lines, skipped, received, accepted,
                unchanged, restated, rejected, warnings, report)
            VALUES (?, ?, ?, 'completed', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at, lines = excluded.lines,
                skipped = excluded.skipped, received = excluded.received, accepted = excluded.accepted,
                unchanged = excluded.unchanged, restated = excluded.restated, rejected = excluded.rejected,
                warnings = excluded.warnings, report = excluded.report
            """;

    private static final String MISSED = """
            WITH pulls AS (
                SELECT (received_at AT TIME ZONE 'UTC')::date AS made, from_date, to_date FROM ingest_batches
                WHERE source = ? AND status = 'completed' AND format = 'pull'
            )
            SELECT day::date
            FROM generate_series(
                greatest(?::date, (SELECT min(made) FROM pulls) - ?), ?::date - ?, interval '1 day') AS day
            WHERE NOT EXISTS (
                SELECT FROM pulls WHERE day::date BETWEEN from_date AND to_date AND made - day::date >= ?)
            ORDER BY day LIMIT 1
            """;

    private final DataSource database;
    private final Clock clock;

    Batches(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Says that a pull has begun, so that its address answers.
     *
     * @param from the first of the days that are pulled; null where none are
     * @param to the last of them
     */
    public void begin(BatchOrigin origin, @Nullable LocalDate from, @Nullable LocalDate to) {
        run(
                "beginning a batch",
                "INSERT INTO ingest_batches (id, source, format, status, received_at, from_date, to_date)"
                        + " VALUES (?, ?, ?, 'running', ?, ?, ?)",
                origin.id(),
                origin.source(),
                origin.format(),
                origin.receivedAt(),
                from,
                to);
    }

    public void fail(UUID id, String error) {
        run(
                "failing a batch",
                "UPDATE ingest_batches SET status = 'failed', finished_at = ?, error = ? WHERE id = ? AND status = 'running'",
                clock.instant(),
                error,
                id);
    }

    public Optional<Batch> find(UUID id) {
        return using(
                "reading a batch", sql -> sql.find("SELECT * FROM ingest_batches WHERE id = ?", Batches::batch, id));
    }

    /**
     * When the last pull of a source that came through had begun.
     *
     * @param withDays only pulls of all figures, not of campaigns alone
     */
    public Optional<Instant> lastPulled(String source, boolean withDays) {
        return using(
                "reading batches",
                sql -> sql.find(
                        "SELECT received_at FROM ingest_batches WHERE source = ? AND status = 'completed'"
                                + " AND format IN ('pull', 'metadata') AND (format = 'pull' OR NOT ?)"
                                + " ORDER BY received_at DESC LIMIT 1",
                        row -> Sql.instantThere(row, "received_at"),
                        source,
                        withDays));
    }

    /** Whether a pull of all these days, at least, came through that had begun since. */
    public boolean pulled(String source, LocalDate from, LocalDate to, Instant since) {
        return using(
                "reading batches",
                sql -> sql.count(
                                "SELECT count(*) FROM ingest_batches WHERE source = ? AND status = 'completed' AND format = 'pull'"
                                        + " AND from_date <= ? AND to_date >= ? AND received_at >= ?",
                                source,
                                from,
                                to,
                                since)
                        > 0);
    }

    /**
     * The first day whose figures were not pulled after the platform corrected them for the last time; empty when there is none.
     *
     * @param earliest no day before it is looked at, nor what was before the source was used
     * @param corrected for how many days figures are corrected
     */
    public Optional<LocalDate> missed(String source, LocalDate earliest, LocalDate today, int corrected) {
        return using(
                "reading batches",
                sql -> sql.find(
                        MISSED,
                        row -> row.getObject(1, LocalDate.class),
                        source,
                        earliest,
                        corrected,
                        today,
                        corrected + 1,
                        corrected));
    }

    /** The last pull of a source, whatever became of it; empty when it was never pulled. */
    public Optional<Batch> lastTried(String source) {
        return using(
                "reading batches",
                sql -> sql.find(
                        "SELECT * FROM ingest_batches WHERE source = ? AND format IN ('pull', 'metadata')"
                                + " ORDER BY received_at DESC LIMIT 1",
                        Batches::batch,
                        source));
    }

    /** The sources of batches that are running, as far as anybody still knows. */
    public List<Batch> running() {
        return using(
                "reading batches",
                sql -> sql.list(
                        "SELECT * FROM ingest_batches WHERE status = 'running' ORDER BY received_at", Batches::batch));
    }

    public Page<Batch> list(TimeRange received, @Nullable Cursor after, Limit limit) {
        Instant before = after == null ? received.to() : after.at();
        UUID id = after == null ? LAST : after.id();
        return Page.of(
                using(
                        "reading batches",
                        sql -> sql.list(
                                "SELECT * FROM ingest_batches WHERE received_at >= ? AND received_at < ?"
                                        + " AND (received_at, id) < (?, ?) ORDER BY received_at DESC, id DESC LIMIT ?",
                                Batches::batch,
                                received.from(),
                                received.to(),
                                before,
                                id,
                                limit.andOneMore())),
                limit,
                batch -> new Cursor(batch.receivedAt(), batch.id()).encode());
    }

    /** Greater than any other. */
    static final UUID LAST = new UUID(-1L, -1L);

    static void writeCompleted(Sql sql, BatchOrigin origin, BatchCounts counts, String report, Instant at)
            throws SQLException {
        sql.run(
                COMPLETED,
                origin.id(),
                origin.source(),
                origin.format(),
                origin.receivedAt(),
                at,
                counts.lines(),
                counts.skipped(),
                counts.received(),
                counts.accepted(),
                counts.unchanged(),
                counts.restated(),
                counts.rejected(),
                counts.warnings(),
                report);
        if (counts.rejected() > 0) {
            BatchMerge.quarantine(sql, origin);
        }
    }

    private static Batch batch(ResultSet row) throws SQLException {
        return new Batch(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getString("format"),
                row.getString("status"),
                Sql.instantThere(row, "received_at"),
                Sql.instant(row, "finished_at"),
                new BatchCounts(
                        row.getLong("lines"),
                        row.getLong("skipped"),
                        row.getLong("received"),
                        row.getLong("accepted"),
                        row.getLong("unchanged"),
                        row.getLong("restated"),
                        row.getLong("rejected"),
                        row.getLong("warnings")),
                row.getString("report"),
                row.getString("error"));
    }

    private void run(String doing, String statement, @Nullable Object... values) {
        using(doing, sql -> sql.run(statement, values));
    }

    private <T> T using(String doing, Sql.Use<T> use) {
        return Sql.using(database, doing, use);
    }
}
