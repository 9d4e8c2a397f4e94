package dev.adjudge.warehouse;

import dev.adjudge.platform.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** How far the first fill of this database has come, so that one that was cut off can be gone on with. */
@ApplicationScoped
public class FillProgress {

    private static final String BEGIN = """
            INSERT INTO first_fill (begun_at) SELECT ?::timestamptz WHERE NOT EXISTS (SELECT FROM campaigns)
            ON CONFLICT DO NOTHING
            """;
    private static final String PULLED = """
            SELECT source, sum(accepted) AS rows FROM ingest_batches
            WHERE format = 'pull' AND status = 'completed' AND received_at >= ? GROUP BY source
            """;

    private final DataSource database;

    FillProgress(DataSource database) {
        this.database = database;
    }

    /** Begins with an empty database. Says when the fill began that is to be made; empty when none is. */
    public Optional<Instant> begin(Instant now) {
        return using(sql -> {
            sql.run(BEGIN, now);
            return sql.find(
                    "SELECT begun_at FROM first_fill WHERE completed_at IS NULL",
                    row -> Sql.instantThere(row, "begun_at"));
        });
    }

    /** The sources that were pulled to the end since, with the rows they gave. */
    public Map<String, Long> pulledSince(Instant begun) {
        return using(sql -> {
            Map<String, Long> rows = new HashMap<>();
            sql.list(PULLED, row -> rows.put(row.getString("source"), row.getLong("rows")), begun);
            return rows;
        });
    }

    public void complete(Instant now) {
        run("UPDATE first_fill SET completed_at = ?", now);
    }

    /** It gave nothing; the next start of an empty database begins anew. */
    public void giveUp() {
        run("DELETE FROM first_fill");
    }

    private void run(String statement, @Nullable Object... values) {
        using(sql -> sql.run(statement, values));
    }

    private <T> T using(Sql.Use<T> use) {
        return Sql.using(database, "following the first fill", use);
    }
}
