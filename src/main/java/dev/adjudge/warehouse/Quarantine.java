package dev.adjudge.warehouse;

import dev.adjudge.fact.PerformanceDay;
import dev.adjudge.platform.Cursor;
import dev.adjudge.platform.Limit;
import dev.adjudge.platform.Page;
import dev.adjudge.platform.Sql;
import dev.adjudge.platform.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The lines that failed a check, until they are corrected. */
@ApplicationScoped
public class Quarantine {

    private static final String DAY_WITHOUT = """
            WITH came_with AS (
                SELECT ?::uuid AS batch_id UNION SELECT batch_id FROM quarantine_sightings WHERE quarantine_id = ?)
            SELECT *, batch_id IN (
                    SELECT batch_id FROM came_with
                    UNION SELECT resolved_by FROM quarantine q JOIN came_with USING (batch_id) WHERE resolved_by IS NOT NULL
                    UNION SELECT resolved_by FROM quarantine q JOIN quarantine_sightings s ON s.quarantine_id = q.id
                        JOIN came_with c ON c.batch_id = s.batch_id WHERE resolved_by IS NOT NULL) AS same
            FROM campaign_performance WHERE platform = ? AND campaign_id = ? AND date = ?
            """;

    private final DataSource database;
    private final Clock clock;

    Quarantine(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public Page<QuarantinedLine> list(
            @Nullable String status, @Nullable UUID batch, TimeRange received, @Nullable Cursor after, Limit limit) {
        return Page.of(
                Sql.using(
                        database,
                        "reading the quarantine",
                        sql -> sql.list(
                                "SELECT * FROM quarantine WHERE (?::text IS NULL OR status = ?) AND (?::uuid IS NULL OR batch_id = ?"
                                        + " OR id IN (SELECT quarantine_id FROM quarantine_sightings WHERE batch_id = ?))"
                                        + " AND received_at >= ? AND received_at < ? AND (received_at, id) < (?, ?)"
                                        + " ORDER BY received_at DESC, id DESC LIMIT ?",
                                Quarantine::line,
                                status,
                                status,
                                batch,
                                batch,
                                batch,
                                received.from(),
                                received.to(),
                                after == null ? received.to() : after.at(),
                                after == null ? Batches.LAST : after.id(),
                                limit.andOneMore())),
                limit,
                line -> new Cursor(line.receivedAt(), line.id()).encode());
    }

    public Optional<QuarantinedLine> find(UUID id) {
        return Sql.using(
                database,
                "reading the quarantine",
                sql -> sql.find("SELECT * FROM quarantine WHERE id = ?", Quarantine::line, id));
    }

    /**
     * Marks a line as corrected by a batch, in the batch's transaction.
     *
     * @param correction the row as it was taken in, a JSON object; it is taken again when the line comes again
     * @return false when somebody was quicker
     */
    public boolean resolve(QuarantinedLine line, String correction, OpenBatch by) {
        long changed = by.alongside(sql -> sql.run(
                "UPDATE quarantine SET status = 'resolved', resolved_at = ?, resolved_by = ?, correction = ?::jsonb"
                        + " WHERE id = ? AND status = 'open'",
                clock.instant(),
                by.id(),
                correction,
                line.id()));
        return changed == 1;
    }

    /**
     * The day as it stands that a quarantined part is missing from, if it still comes from a batch that the part was in or
     * from corrections of other lines of these batches. Empty when there is no such day.
     *
     * @param by the batch of the correction, alone, so that the day stays as it is read
     * @throws IllegalStateException when the day was restated since by something else
     */
    public Optional<PerformanceDay> dayWithout(
            QuarantinedLine part, String platform, String campaignId, LocalDate date, OpenBatch by) {
        return by.alongside(sql -> sql.find(
                DAY_WITHOUT,
                row -> {
                    if (!row.getBoolean("same")) {
                        throw new IllegalStateException("restated since");
                    }
                    return PerformanceReader.day(row);
                },
                part.batchId(),
                part.id(),
                platform,
                campaignId,
                date));
    }

    private static QuarantinedLine line(ResultSet row) throws SQLException {
        return new QuarantinedLine(
                row.getObject("id", UUID.class),
                row.getObject("batch_id", UUID.class),
                row.getLong("line"),
                row.getString("source"),
                row.getString("raw"),
                row.getString("row"),
                row.getString("field"),
                row.getString("value"),
                row.getString("reason"),
                row.getString("status"),
                Sql.instantThere(row, "received_at"),
                Sql.instant(row, "resolved_at"),
                row.getObject("resolved_by", UUID.class));
    }
}
