package dev.adjudge.act;

import dev.adjudge.platform.Sql;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** How many actions a day (UTC) brought. */
@Singleton
public class ActionCounts {

    private static final String SELECT = """
            SELECT day, platform, account_id, action_type, became, count(*) AS actions FROM (
                SELECT (finished_at AT TIME ZONE 'UTC')::date AS day, platform, account_id, action_type,
                    CASE WHEN status IN ('done', 'undone') THEN 'done' ELSE 'failed' END AS became
                FROM optimization_actions
                WHERE status IN ('done', 'undone', 'failed', 'dead') AND finished_at >= ? AND finished_at < ?
                UNION ALL
                SELECT (created_at AT TIME ZONE 'UTC')::date, platform, account_id, action_type, 'held'
                FROM optimization_actions WHERE deadline IS NOT NULL AND created_at >= ? AND created_at < ?) a
            GROUP BY day, platform, account_id, action_type, became ORDER BY 1, 2, 3, 4, 5""";

    private final DataSource database;

    ActionCounts(DataSource database) {
        this.database = database;
    }

    /** @param became {@code done}, {@code failed}, or {@code held}: that day for a person, whatever they answered */
    public record Count(LocalDate day, String platform, String account, String kind, String became, long actions) {}

    /** Of these days, both included. */
    public List<Count> of(LocalDate from, LocalDate to) {
        var begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        var end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Sql.using(
                database,
                "counting actions",
                sql -> sql.list(
                        SELECT,
                        row -> new Count(
                                row.getObject("day", LocalDate.class),
                                row.getString("platform"),
                                row.getString("account_id"),
                                row.getString("action_type"),
                                row.getString("became"),
                                row.getLong("actions")),
                        begin,
                        end,
                        begin,
                        end));
    }
}
