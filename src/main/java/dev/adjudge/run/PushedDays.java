package dev.adjudge.run;

import dev.adjudge.act.KpiTarget;
import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Which days' figures were pushed to whom, and whether that goes well. */
@ApplicationScoped
class PushedDays {

    private final DataSource database;
    private final Clock clock;

    PushedDays(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param failingSince null while all is well */
    record Push(
            String target,
            @Nullable Instant pushedAt,
            @Nullable Instant failingSince,
            @Nullable String problem) {}

    Optional<LocalDate> last(KpiTarget target) {
        return using(sql -> sql.find(
                        "SELECT max(day) FROM kpi_days WHERE target = ?",
                        row -> Optional.ofNullable(row.getObject(1, LocalDate.class)),
                        target.name()))
                .flatMap(day -> day);
    }

    /** What was pushed of each day, as a hash. */
    Map<LocalDate, String> hashes(KpiTarget target, LocalDate from) {
        record Day(LocalDate day, String hash) {}
        return using(sql -> sql.list(
                        "SELECT day, hash FROM kpi_days WHERE target = ? AND day >= ?",
                        row -> new Day(row.getObject("day", LocalDate.class), row.getString("hash")),
                        target.name(),
                        from))
                .stream()
                .collect(Collectors.toMap(Day::day, Day::hash));
    }

    void pushed(KpiTarget target, LocalDate day, String hash, int kpis) {
        using(sql -> sql.run(
                "INSERT INTO kpi_days (target, day, hash, kpis, pushed_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (target, day)"
                        + " DO UPDATE SET hash = excluded.hash, kpis = excluded.kpis, pushed_at = excluded.pushed_at",
                target.name(),
                day,
                hash,
                kpis,
                clock.instant()));
    }

    void well(KpiTarget target) {
        using(sql -> sql.run(
                "INSERT INTO kpi_targets (target, pushed_at) VALUES (?, ?) ON CONFLICT (target)"
                        + " DO UPDATE SET pushed_at = excluded.pushed_at, failing_since = NULL, problem = NULL",
                target.name(),
                clock.instant()));
    }

    void failed(KpiTarget target, String problem) {
        using(sql -> sql.run(
                "INSERT INTO kpi_targets (target, failing_since, problem) VALUES (?, ?, ?) ON CONFLICT (target) DO UPDATE SET"
                        + " failing_since = coalesce(kpi_targets.failing_since, excluded.failing_since), problem = excluded.problem",
                target.name(),
                clock.instant(),
                problem));
    }

    List<Push> pushes() {
        return using(sql -> sql.list(
                "SELECT * FROM kpi_targets ORDER BY target",
                row -> new Push(
                        row.getString("target"),
                        Sql.instant(row, "pushed_at"),
                        Sql.instant(row, "failing_since"),
                        row.getString("problem"))));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "pushing figures", use);
    }
}
