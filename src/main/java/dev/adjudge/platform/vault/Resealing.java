package dev.adjudge.platform.vault;

import dev.adjudge.platform.Sql;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** After a change of the primary key, seals with it what earlier keys sealed, so that these can be given up. */
@ApplicationScoped
class Resealing {

    private static final Logger log = Logger.getLogger(Resealing.class);
    private static final int BATCH = 500;

    private final DataSource database;
    private final Vault vault;
    private final Instance<SealedTable> tables;
    private final ManagedExecutor executor;

    Resealing(DataSource database, Vault vault, Instance<SealedTable> tables, ManagedExecutor executor) {
        this.database = database;
        this.vault = vault;
        this.tables = tables;
        this.executor = executor;
    }

    void atStart(@Observes StartupEvent started) {
        if (vault.isOpen()) {
            executor.execute(() -> tables.forEach(this::reseal));
        }
    }

    /** Answers how many rows it sealed anew. */
    long reseal(SealedTable table) {
        long sealed = 0;
        @Nullable String last = "";
        while (last != null) {
            List<Row> batch = batch(table, last);
            for (Row row : batch) {
                sealed += reseal(table, row);
            }
            last = batch.size() < BATCH ? null : batch.get(batch.size() - 1).key();
        }
        if (sealed > 0) {
            log.infof("Texts are sealed with the new key, table=%s rows=%d", table.table(), sealed);
        }
        return sealed;
    }

    private record Row(String key, List<@Nullable String> texts) {}

    private List<Row> batch(SealedTable table, String after) {
        String outdated = table.columns().stream()
                .map(column -> "starts_with(" + column + ", ?) = false")
                .collect(Collectors.joining(" OR "));
        List<Object> values = new ArrayList<>(List.of(after));
        table.columns().forEach(column -> values.add(vault.presentPrefix()));
        return Sql.using(
                database,
                "looking for texts to seal anew",
                sql -> sql.list(
                        "SELECT " + table.key() + "::text, " + String.join(", ", table.columns()) + " FROM "
                                + table.table() + " WHERE " + table.key() + "::text > ? AND (" + outdated
                                + ") ORDER BY 1 LIMIT " + BATCH,
                        row -> row(table, row),
                        values.toArray()));
    }

    private static Row row(SealedTable table, ResultSet row) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            texts.add(row.getString(i + 2));
        }
        return new Row(row.getString(1), texts);
    }

    /** All of the row in one statement; somebody who changed it meanwhile sealed it with the new key. */
    private long reseal(SealedTable table, Row row) {
        try {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                values.add(anew(
                        new Cell(table.table(), table.columns().get(i), row.key()),
                        row.texts().get(i)));
            }
            values.add(row.key());
            values.addAll(row.texts());
            String columns = String.join(", ", table.columns());
            String set = table.columns().stream().map(column -> column + " = ?").collect(Collectors.joining(", "));
            String unchanged = table.columns().stream()
                    .map(column -> column + " IS NOT DISTINCT FROM ?::text")
                    .collect(Collectors.joining(" AND "));
            return Sql.using(
                    database,
                    "sealing " + columns + " anew",
                    sql -> sql.run(
                            "UPDATE " + table.table() + " SET " + set + " WHERE " + table.key() + "::text = ? AND "
                                    + unchanged,
                            values.toArray()));
        } catch (SealBroken e) {
            log.errorf("A text can't be sealed with the new key: %s", e.getMessage());
            return 0;
        }
    }

    private @Nullable String anew(Cell cell, @Nullable String text) {
        if (text == null || text.startsWith(vault.presentPrefix())) {
            return text;
        }
        return vault.seal(cell, text.startsWith(Vault.SEALED) ? vault.open(cell, text) : text);
    }
}
